/* Made by Resources/embed.py; do not edit. */
#include "CAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char raw_0[] = {
#embed "blobs/app.js.e85ca4a6ad25b2ac.raw" if_empty(0)
};
static const unsigned char gz_0[] = {
#embed "blobs/app.js.e85ca4a6ad25b2ac.gz" if_empty(0)
};
static const unsigned char br_0[] = {
#embed "blobs/app.js.e85ca4a6ad25b2ac.br" if_empty(0)
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
#embed "blobs/core-api.js.8ce932f2f67e37c4.raw" if_empty(0)
};
static const unsigned char gz_2[] = {
#embed "blobs/core-api.js.8ce932f2f67e37c4.gz" if_empty(0)
};
static const unsigned char br_2[] = {
#embed "blobs/core-api.js.8ce932f2f67e37c4.br" if_empty(0)
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
#embed "blobs/core-format.js.95b7edbb7adc55e2.raw" if_empty(0)
};
static const unsigned char gz_4[] = {
#embed "blobs/core-format.js.95b7edbb7adc55e2.gz" if_empty(0)
};
static const unsigned char br_4[] = {
#embed "blobs/core-format.js.95b7edbb7adc55e2.br" if_empty(0)
};
static const unsigned char raw_5[] = {
#embed "blobs/core-i18n.js.56b6b83304d14086.raw" if_empty(0)
};
static const unsigned char gz_5[] = {
#embed "blobs/core-i18n.js.56b6b83304d14086.gz" if_empty(0)
};
static const unsigned char br_5[] = {
#embed "blobs/core-i18n.js.56b6b83304d14086.br" if_empty(0)
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
#embed "blobs/i18n-en.js.8924c0aca3b7c928.raw" if_empty(0)
};
static const unsigned char gz_8[] = {
#embed "blobs/i18n-en.js.8924c0aca3b7c928.gz" if_empty(0)
};
static const unsigned char br_8[] = {
#embed "blobs/i18n-en.js.8924c0aca3b7c928.br" if_empty(0)
};
static const unsigned char raw_9[] = {
#embed "blobs/i18n-zh.js.407fa1faee2689b7.raw" if_empty(0)
};
static const unsigned char gz_9[] = {
#embed "blobs/i18n-zh.js.407fa1faee2689b7.gz" if_empty(0)
};
static const unsigned char br_9[] = {
#embed "blobs/i18n-zh.js.407fa1faee2689b7.br" if_empty(0)
};
static const unsigned char raw_10[] = {
#embed "blobs/index.html.5b41f0df4d4ef461.raw" if_empty(0)
};
static const unsigned char gz_10[] = {
#embed "blobs/index.html.5b41f0df4d4ef461.gz" if_empty(0)
};
static const unsigned char br_10[] = {
#embed "blobs/index.html.5b41f0df4d4ef461.br" if_empty(0)
};
static const unsigned char raw_11[] = {
#embed "blobs/live-markdown.js.e2bc8ac1648ba78a.raw" if_empty(0)
};
static const unsigned char gz_11[] = {
#embed "blobs/live-markdown.js.e2bc8ac1648ba78a.gz" if_empty(0)
};
static const unsigned char br_11[] = {
#embed "blobs/live-markdown.js.e2bc8ac1648ba78a.br" if_empty(0)
};
static const unsigned char raw_12[] = {
#embed "blobs/live-network.js.327c7ee13f515203.raw" if_empty(0)
};
static const unsigned char gz_12[] = {
#embed "blobs/live-network.js.327c7ee13f515203.gz" if_empty(0)
};
static const unsigned char br_12[] = {
#embed "blobs/live-network.js.327c7ee13f515203.br" if_empty(0)
};
static const unsigned char raw_13[] = {
#embed "blobs/live-outcome.js.5a1d61755ea0f984.raw" if_empty(0)
};
static const unsigned char gz_13[] = {
#embed "blobs/live-outcome.js.5a1d61755ea0f984.gz" if_empty(0)
};
static const unsigned char br_13[] = {
#embed "blobs/live-outcome.js.5a1d61755ea0f984.br" if_empty(0)
};
static const unsigned char raw_14[] = {
#embed "blobs/live-proposal.js.ae142489127131ee.raw" if_empty(0)
};
static const unsigned char gz_14[] = {
#embed "blobs/live-proposal.js.ae142489127131ee.gz" if_empty(0)
};
static const unsigned char br_14[] = {
#embed "blobs/live-proposal.js.ae142489127131ee.br" if_empty(0)
};
static const unsigned char raw_15[] = {
#embed "blobs/live-reducer.js.889b942566b9641b.raw" if_empty(0)
};
static const unsigned char gz_15[] = {
#embed "blobs/live-reducer.js.889b942566b9641b.gz" if_empty(0)
};
static const unsigned char br_15[] = {
#embed "blobs/live-reducer.js.889b942566b9641b.br" if_empty(0)
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
#embed "blobs/live-timeline.js.9409d979b2a6eb6b.raw" if_empty(0)
};
static const unsigned char gz_17[] = {
#embed "blobs/live-timeline.js.9409d979b2a6eb6b.gz" if_empty(0)
};
static const unsigned char br_17[] = {
#embed "blobs/live-timeline.js.9409d979b2a6eb6b.br" if_empty(0)
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
#embed "blobs/pages-agents.js.5797cc7fcd2c85ad.raw" if_empty(0)
};
static const unsigned char gz_19[] = {
#embed "blobs/pages-agents.js.5797cc7fcd2c85ad.gz" if_empty(0)
};
static const unsigned char br_19[] = {
#embed "blobs/pages-agents.js.5797cc7fcd2c85ad.br" if_empty(0)
};
static const unsigned char raw_20[] = {
#embed "blobs/pages-negotiation.js.9a80b2310ed73021.raw" if_empty(0)
};
static const unsigned char gz_20[] = {
#embed "blobs/pages-negotiation.js.9a80b2310ed73021.gz" if_empty(0)
};
static const unsigned char br_20[] = {
#embed "blobs/pages-negotiation.js.9a80b2310ed73021.br" if_empty(0)
};
static const unsigned char raw_21[] = {
#embed "blobs/pages-submit.js.329471425548721b.raw" if_empty(0)
};
static const unsigned char gz_21[] = {
#embed "blobs/pages-submit.js.329471425548721b.gz" if_empty(0)
};
static const unsigned char br_21[] = {
#embed "blobs/pages-submit.js.329471425548721b.br" if_empty(0)
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
#embed "blobs/style-live.css.eed3666185570cb7.raw" if_empty(0)
};
static const unsigned char gz_23[] = {
#embed "blobs/style-live.css.eed3666185570cb7.gz" if_empty(0)
};
static const unsigned char br_23[] = {
#embed "blobs/style-live.css.eed3666185570cb7.br" if_empty(0)
};
static const unsigned char members[] = {
#embed "blobs/members.fd6eedf2d5ed4592.jsonl" if_empty(0)
};

static const towow_asset assets[] = {
  { "app.js", "/assets/app.e85ca4a6ad25b2ac.js", "text/javascript; charset=utf-8", "\"e85ca4a6ad25b2ac\"", raw_0, 5686, gz_0, 2144, br_0, 1841 },
  { "boot.js", "/assets/boot.deee5180cf0df3f6.js", "text/javascript; charset=utf-8", "\"deee5180cf0df3f6\"", raw_1, 501, gz_1, 289, br_1, 221 },
  { "core/api.js", "/assets/core/api.8ce932f2f67e37c4.js", "text/javascript; charset=utf-8", "\"8ce932f2f67e37c4\"", raw_2, 4404, gz_2, 1920, br_2, 1610 },
  { "core/dom.js", "/assets/core/dom.d2905cff85492728.js", "text/javascript; charset=utf-8", "\"d2905cff85492728\"", raw_3, 7223, gz_3, 2831, br_3, 2438 },
  { "core/format.js", "/assets/core/format.95b7edbb7adc55e2.js", "text/javascript; charset=utf-8", "\"95b7edbb7adc55e2\"", raw_4, 3729, gz_4, 1393, br_4, 1215 },
  { "core/i18n.js", "/assets/core/i18n.56b6b83304d14086.js", "text/javascript; charset=utf-8", "\"56b6b83304d14086\"", raw_5, 2676, gz_5, 1092, br_5, 948 },
  { "core/store.js", "/assets/core/store.c61826ad18cfc821.js", "text/javascript; charset=utf-8", "\"c61826ad18cfc821\"", raw_6, 1850, gz_6, 765, br_6, 640 },
  { "favicon.svg", "/assets/favicon.2daa56a3992ace77.svg", "image/svg+xml", "\"2daa56a3992ace77\"", raw_7, 375, gz_7, 217, br_7, 196 },
  { "i18n/en.js", "/assets/i18n/en.8924c0aca3b7c928.js", "text/javascript; charset=utf-8", "\"8924c0aca3b7c928\"", raw_8, 22098, gz_8, 6310, br_8, 5334 },
  { "i18n/zh.js", "/assets/i18n/zh.407fa1faee2689b7.js", "text/javascript; charset=utf-8", "\"407fa1faee2689b7\"", raw_9, 21415, gz_9, 6850, br_9, 5619 },
  { "index.html", "/", "text/html; charset=utf-8", "\"5b41f0df4d4ef461\"", raw_10, 2552, gz_10, 969, br_10, 710 },
  { "live/markdown.js", "/assets/live/markdown.e2bc8ac1648ba78a.js", "text/javascript; charset=utf-8", "\"e2bc8ac1648ba78a\"", raw_11, 4455, gz_11, 1748, br_11, 1487 },
  { "live/network.js", "/assets/live/network.327c7ee13f515203.js", "text/javascript; charset=utf-8", "\"327c7ee13f515203\"", raw_12, 18498, gz_12, 6039, br_12, 5317 },
  { "live/outcome.js", "/assets/live/outcome.5a1d61755ea0f984.js", "text/javascript; charset=utf-8", "\"5a1d61755ea0f984\"", raw_13, 8140, gz_13, 2626, br_13, 2285 },
  { "live/proposal.js", "/assets/live/proposal.ae142489127131ee.js", "text/javascript; charset=utf-8", "\"ae142489127131ee\"", raw_14, 13291, gz_14, 4000, br_14, 3486 },
  { "live/reducer.js", "/assets/live/reducer.889b942566b9641b.js", "text/javascript; charset=utf-8", "\"889b942566b9641b\"", raw_15, 21756, gz_15, 5747, br_15, 5056 },
  { "live/stream.js", "/assets/live/stream.90bc41a77b9bd999.js", "text/javascript; charset=utf-8", "\"90bc41a77b9bd999\"", raw_16, 11103, gz_16, 3150, br_16, 2722 },
  { "live/timeline.js", "/assets/live/timeline.9409d979b2a6eb6b.js", "text/javascript; charset=utf-8", "\"9409d979b2a6eb6b\"", raw_17, 11241, gz_17, 3785, br_17, 3306 },
  { "manifest.webmanifest", "/assets/manifest.86d07bc16e081d55.webmanifest", "application/manifest+json", "\"86d07bc16e081d55\"", raw_18, 260, gz_18, 192, br_18, 159 },
  { "pages/agents.js", "/assets/pages/agents.5797cc7fcd2c85ad.js", "text/javascript; charset=utf-8", "\"5797cc7fcd2c85ad\"", raw_19, 8957, gz_19, 2781, br_19, 2411 },
  { "pages/negotiation.js", "/assets/pages/negotiation.9a80b2310ed73021.js", "text/javascript; charset=utf-8", "\"9a80b2310ed73021\"", raw_20, 20876, gz_20, 6421, br_20, 5608 },
  { "pages/submit.js", "/assets/pages/submit.329471425548721b.js", "text/javascript; charset=utf-8", "\"329471425548721b\"", raw_21, 6340, gz_21, 2341, br_21, 2021 },
  { "style/base.css", "/assets/style/base.9c901f456f8e1354.css", "text/css; charset=utf-8", "\"9c901f456f8e1354\"", raw_22, 15572, gz_22, 4295, br_22, 3701 },
  { "style/live.css", "/assets/style/live.eed3666185570cb7.css", "text/css; charset=utf-8", "\"eed3666185570cb7\"", raw_23, 14125, gz_23, 3686, br_23, 3163 },
};

size_t towow_asset_count(void) { return sizeof assets / sizeof assets[0]; }

const towow_asset *towow_asset_at(size_t index) {
  return index < towow_asset_count() ? &assets[index] : NULL;
}

const unsigned char *towow_bundled_members(size_t *count_of_bytes) {
  *count_of_bytes = 163311;
  return members;
}
