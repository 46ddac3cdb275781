/* Made by Resources/embed.py; do not edit. */
#include "CAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char raw_0[] = {
#embed "blobs/app.js.ea47124a65a3ed5d.raw" if_empty(0)
};
static const unsigned char gz_0[] = {
#embed "blobs/app.js.ea47124a65a3ed5d.gz" if_empty(0)
};
static const unsigned char br_0[] = {
#embed "blobs/app.js.ea47124a65a3ed5d.br" if_empty(0)
};
static const unsigned char raw_1[] = {
#embed "blobs/boot.js.deee5180cf0df3f6.raw" if_empty(0)
};
static const unsigned char gz_1[] = {
#embed "blobs/boot.js.deee5180cf0df3f6.gz" if_empty(0)
};
static const unsigned char br_1[] = {
#embed "blobs/boot.js.deee5180cf0df3f6.br" if_empty(0)
};
static const unsigned char raw_2[] = {
#embed "blobs/core-api.js.c8aaee09c1017bda.raw" if_empty(0)
};
static const unsigned char gz_2[] = {
#embed "blobs/core-api.js.c8aaee09c1017bda.gz" if_empty(0)
};
static const unsigned char br_2[] = {
#embed "blobs/core-api.js.c8aaee09c1017bda.br" if_empty(0)
};
static const unsigned char raw_3[] = {
#embed "blobs/core-dom.js.d2905cff85492728.raw" if_empty(0)
};
static const unsigned char gz_3[] = {
#embed "blobs/core-dom.js.d2905cff85492728.gz" if_empty(0)
};
static const unsigned char br_3[] = {
#embed "blobs/core-dom.js.d2905cff85492728.br" if_empty(0)
};
static const unsigned char raw_4[] = {
#embed "blobs/core-format.js.e218402211a2fcbc.raw" if_empty(0)
};
static const unsigned char gz_4[] = {
#embed "blobs/core-format.js.e218402211a2fcbc.gz" if_empty(0)
};
static const unsigned char br_4[] = {
#embed "blobs/core-format.js.e218402211a2fcbc.br" if_empty(0)
};
static const unsigned char raw_5[] = {
#embed "blobs/core-i18n.js.01d9c54a50a7d11c.raw" if_empty(0)
};
static const unsigned char gz_5[] = {
#embed "blobs/core-i18n.js.01d9c54a50a7d11c.gz" if_empty(0)
};
static const unsigned char br_5[] = {
#embed "blobs/core-i18n.js.01d9c54a50a7d11c.br" if_empty(0)
};
static const unsigned char raw_6[] = {
#embed "blobs/core-store.js.c61826ad18cfc821.raw" if_empty(0)
};
static const unsigned char gz_6[] = {
#embed "blobs/core-store.js.c61826ad18cfc821.gz" if_empty(0)
};
static const unsigned char br_6[] = {
#embed "blobs/core-store.js.c61826ad18cfc821.br" if_empty(0)
};
static const unsigned char raw_7[] = {
#embed "blobs/favicon.svg.2daa56a3992ace77.raw" if_empty(0)
};
static const unsigned char gz_7[] = {
#embed "blobs/favicon.svg.2daa56a3992ace77.gz" if_empty(0)
};
static const unsigned char br_7[] = {
#embed "blobs/favicon.svg.2daa56a3992ace77.br" if_empty(0)
};
static const unsigned char raw_8[] = {
#embed "blobs/i18n-en.js.5bb2003bbe4dbba9.raw" if_empty(0)
};
static const unsigned char gz_8[] = {
#embed "blobs/i18n-en.js.5bb2003bbe4dbba9.gz" if_empty(0)
};
static const unsigned char br_8[] = {
#embed "blobs/i18n-en.js.5bb2003bbe4dbba9.br" if_empty(0)
};
static const unsigned char raw_9[] = {
#embed "blobs/i18n-zh.js.cd9df56bb9ecff87.raw" if_empty(0)
};
static const unsigned char gz_9[] = {
#embed "blobs/i18n-zh.js.cd9df56bb9ecff87.gz" if_empty(0)
};
static const unsigned char br_9[] = {
#embed "blobs/i18n-zh.js.cd9df56bb9ecff87.br" if_empty(0)
};
static const unsigned char raw_10[] = {
#embed "blobs/index.html.50b68b1acedb0aa7.raw" if_empty(0)
};
static const unsigned char gz_10[] = {
#embed "blobs/index.html.50b68b1acedb0aa7.gz" if_empty(0)
};
static const unsigned char br_10[] = {
#embed "blobs/index.html.50b68b1acedb0aa7.br" if_empty(0)
};
static const unsigned char raw_11[] = {
#embed "blobs/live-markdown.js.342f01f5f27f4535.raw" if_empty(0)
};
static const unsigned char gz_11[] = {
#embed "blobs/live-markdown.js.342f01f5f27f4535.gz" if_empty(0)
};
static const unsigned char br_11[] = {
#embed "blobs/live-markdown.js.342f01f5f27f4535.br" if_empty(0)
};
static const unsigned char raw_12[] = {
#embed "blobs/live-network.js.ec14b6240eee7ca1.raw" if_empty(0)
};
static const unsigned char gz_12[] = {
#embed "blobs/live-network.js.ec14b6240eee7ca1.gz" if_empty(0)
};
static const unsigned char br_12[] = {
#embed "blobs/live-network.js.ec14b6240eee7ca1.br" if_empty(0)
};
static const unsigned char raw_13[] = {
#embed "blobs/live-outcome.js.8bc0debe65365cb9.raw" if_empty(0)
};
static const unsigned char gz_13[] = {
#embed "blobs/live-outcome.js.8bc0debe65365cb9.gz" if_empty(0)
};
static const unsigned char br_13[] = {
#embed "blobs/live-outcome.js.8bc0debe65365cb9.br" if_empty(0)
};
static const unsigned char raw_14[] = {
#embed "blobs/live-proposal.js.2a731a896080cee3.raw" if_empty(0)
};
static const unsigned char gz_14[] = {
#embed "blobs/live-proposal.js.2a731a896080cee3.gz" if_empty(0)
};
static const unsigned char br_14[] = {
#embed "blobs/live-proposal.js.2a731a896080cee3.br" if_empty(0)
};
static const unsigned char raw_15[] = {
#embed "blobs/live-reducer.js.e4c730c44439e6ef.raw" if_empty(0)
};
static const unsigned char gz_15[] = {
#embed "blobs/live-reducer.js.e4c730c44439e6ef.gz" if_empty(0)
};
static const unsigned char br_15[] = {
#embed "blobs/live-reducer.js.e4c730c44439e6ef.br" if_empty(0)
};
static const unsigned char raw_16[] = {
#embed "blobs/live-stream.js.90bc41a77b9bd999.raw" if_empty(0)
};
static const unsigned char gz_16[] = {
#embed "blobs/live-stream.js.90bc41a77b9bd999.gz" if_empty(0)
};
static const unsigned char br_16[] = {
#embed "blobs/live-stream.js.90bc41a77b9bd999.br" if_empty(0)
};
static const unsigned char raw_17[] = {
#embed "blobs/live-timeline.js.31fde1fc54f5209e.raw" if_empty(0)
};
static const unsigned char gz_17[] = {
#embed "blobs/live-timeline.js.31fde1fc54f5209e.gz" if_empty(0)
};
static const unsigned char br_17[] = {
#embed "blobs/live-timeline.js.31fde1fc54f5209e.br" if_empty(0)
};
static const unsigned char raw_18[] = {
#embed "blobs/manifest.webmanifest.86d07bc16e081d55.raw" if_empty(0)
};
static const unsigned char gz_18[] = {
#embed "blobs/manifest.webmanifest.86d07bc16e081d55.gz" if_empty(0)
};
static const unsigned char br_18[] = {
#embed "blobs/manifest.webmanifest.86d07bc16e081d55.br" if_empty(0)
};
static const unsigned char raw_19[] = {
#embed "blobs/pages-agents.js.c346a5a02b0052c8.raw" if_empty(0)
};
static const unsigned char gz_19[] = {
#embed "blobs/pages-agents.js.c346a5a02b0052c8.gz" if_empty(0)
};
static const unsigned char br_19[] = {
#embed "blobs/pages-agents.js.c346a5a02b0052c8.br" if_empty(0)
};
static const unsigned char raw_20[] = {
#embed "blobs/pages-negotiation.js.87fa64e489699d04.raw" if_empty(0)
};
static const unsigned char gz_20[] = {
#embed "blobs/pages-negotiation.js.87fa64e489699d04.gz" if_empty(0)
};
static const unsigned char br_20[] = {
#embed "blobs/pages-negotiation.js.87fa64e489699d04.br" if_empty(0)
};
static const unsigned char raw_21[] = {
#embed "blobs/pages-submit.js.18f1f04a456f1db4.raw" if_empty(0)
};
static const unsigned char gz_21[] = {
#embed "blobs/pages-submit.js.18f1f04a456f1db4.gz" if_empty(0)
};
static const unsigned char br_21[] = {
#embed "blobs/pages-submit.js.18f1f04a456f1db4.br" if_empty(0)
};
static const unsigned char raw_22[] = {
#embed "blobs/style-base.css.9c901f456f8e1354.raw" if_empty(0)
};
static const unsigned char gz_22[] = {
#embed "blobs/style-base.css.9c901f456f8e1354.gz" if_empty(0)
};
static const unsigned char br_22[] = {
#embed "blobs/style-base.css.9c901f456f8e1354.br" if_empty(0)
};
static const unsigned char raw_23[] = {
#embed "blobs/style-live.css.2cc861f651a3a097.raw" if_empty(0)
};
static const unsigned char gz_23[] = {
#embed "blobs/style-live.css.2cc861f651a3a097.gz" if_empty(0)
};
static const unsigned char br_23[] = {
#embed "blobs/style-live.css.2cc861f651a3a097.br" if_empty(0)
};
static const unsigned char members[] = {
#embed "blobs/members.fd6eedf2d5ed4592.jsonl" if_empty(0)
};

static const towow_asset assets[] = {
  { "app.js", "/assets/app.ea47124a65a3ed5d.js", "text/javascript; charset=utf-8", "\"ea47124a65a3ed5d\"", raw_0, 5686, gz_0, 2142, br_0, 1860 },
  { "boot.js", "/assets/boot.deee5180cf0df3f6.js", "text/javascript; charset=utf-8", "\"deee5180cf0df3f6\"", raw_1, 501, gz_1, 289, br_1, 221 },
  { "core/api.js", "/assets/core/api.c8aaee09c1017bda.js", "text/javascript; charset=utf-8", "\"c8aaee09c1017bda\"", raw_2, 4404, gz_2, 1918, br_2, 1611 },
  { "core/dom.js", "/assets/core/dom.d2905cff85492728.js", "text/javascript; charset=utf-8", "\"d2905cff85492728\"", raw_3, 7223, gz_3, 2831, br_3, 2438 },
  { "core/format.js", "/assets/core/format.e218402211a2fcbc.js", "text/javascript; charset=utf-8", "\"e218402211a2fcbc\"", raw_4, 4050, gz_4, 1477, br_4, 1287 },
  { "core/i18n.js", "/assets/core/i18n.01d9c54a50a7d11c.js", "text/javascript; charset=utf-8", "\"01d9c54a50a7d11c\"", raw_5, 2676, gz_5, 1092, br_5, 968 },
  { "core/store.js", "/assets/core/store.c61826ad18cfc821.js", "text/javascript; charset=utf-8", "\"c61826ad18cfc821\"", raw_6, 1850, gz_6, 765, br_6, 640 },
  { "favicon.svg", "/assets/favicon.2daa56a3992ace77.svg", "image/svg+xml", "\"2daa56a3992ace77\"", raw_7, 375, gz_7, 217, br_7, 196 },
  { "i18n/en.js", "/assets/i18n/en.5bb2003bbe4dbba9.js", "text/javascript; charset=utf-8", "\"5bb2003bbe4dbba9\"", raw_8, 22260, gz_8, 6354, br_8, 5373 },
  { "i18n/zh.js", "/assets/i18n/zh.cd9df56bb9ecff87.js", "text/javascript; charset=utf-8", "\"cd9df56bb9ecff87\"", raw_9, 21583, gz_9, 6900, br_9, 5658 },
  { "index.html", "/", "text/html; charset=utf-8", "\"50b68b1acedb0aa7\"", raw_10, 2552, gz_10, 960, br_10, 716 },
  { "live/markdown.js", "/assets/live/markdown.342f01f5f27f4535.js", "text/javascript; charset=utf-8", "\"342f01f5f27f4535\"", raw_11, 4455, gz_11, 1744, br_11, 1488 },
  { "live/network.js", "/assets/live/network.ec14b6240eee7ca1.js", "text/javascript; charset=utf-8", "\"ec14b6240eee7ca1\"", raw_12, 18940, gz_12, 6206, br_12, 5456 },
  { "live/outcome.js", "/assets/live/outcome.8bc0debe65365cb9.js", "text/javascript; charset=utf-8", "\"8bc0debe65365cb9\"", raw_13, 8140, gz_13, 2623, br_13, 2278 },
  { "live/proposal.js", "/assets/live/proposal.2a731a896080cee3.js", "text/javascript; charset=utf-8", "\"2a731a896080cee3\"", raw_14, 13219, gz_14, 3969, br_14, 3464 },
  { "live/reducer.js", "/assets/live/reducer.e4c730c44439e6ef.js", "text/javascript; charset=utf-8", "\"e4c730c44439e6ef\"", raw_15, 23226, gz_15, 6192, br_15, 5444 },
  { "live/stream.js", "/assets/live/stream.90bc41a77b9bd999.js", "text/javascript; charset=utf-8", "\"90bc41a77b9bd999\"", raw_16, 11103, gz_16, 3150, br_16, 2722 },
  { "live/timeline.js", "/assets/live/timeline.31fde1fc54f5209e.js", "text/javascript; charset=utf-8", "\"31fde1fc54f5209e\"", raw_17, 11305, gz_17, 3803, br_17, 3333 },
  { "manifest.webmanifest", "/assets/manifest.86d07bc16e081d55.webmanifest", "application/manifest+json", "\"86d07bc16e081d55\"", raw_18, 260, gz_18, 192, br_18, 159 },
  { "pages/agents.js", "/assets/pages/agents.c346a5a02b0052c8.js", "text/javascript; charset=utf-8", "\"c346a5a02b0052c8\"", raw_19, 8957, gz_19, 2776, br_19, 2405 },
  { "pages/negotiation.js", "/assets/pages/negotiation.87fa64e489699d04.js", "text/javascript; charset=utf-8", "\"87fa64e489699d04\"", raw_20, 21294, gz_20, 6546, br_20, 5745 },
  { "pages/submit.js", "/assets/pages/submit.18f1f04a456f1db4.js", "text/javascript; charset=utf-8", "\"18f1f04a456f1db4\"", raw_21, 6340, gz_21, 2336, br_21, 2017 },
  { "style/base.css", "/assets/style/base.9c901f456f8e1354.css", "text/css; charset=utf-8", "\"9c901f456f8e1354\"", raw_22, 15572, gz_22, 4295, br_22, 3701 },
  { "style/live.css", "/assets/style/live.2cc861f651a3a097.css", "text/css; charset=utf-8", "\"2cc861f651a3a097\"", raw_23, 14142, gz_23, 3695, br_23, 3176 },
};

size_t towow_asset_count(void) { return sizeof assets / sizeof assets[0]; }

const towow_asset *towow_asset_at(size_t index) {
  return index < towow_asset_count() ? &assets[index] : NULL;
}

const unsigned char *towow_bundled_members(size_t *count_of_bytes) {
  *count_of_bytes = 163311;
  return members;
}
