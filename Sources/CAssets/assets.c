/* Made by Resources/embed.py; do not edit. */
#include "CAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char raw_0[] = {
#embed "blobs/app.js.9e8c192a3ef6816c.raw" if_empty(0)
};
static const unsigned char gz_0[] = {
#embed "blobs/app.js.9e8c192a3ef6816c.gz" if_empty(0)
};
static const unsigned char br_0[] = {
#embed "blobs/app.js.9e8c192a3ef6816c.br" if_empty(0)
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
#embed "blobs/core-api.js.7b29e31715a0ca4b.raw" if_empty(0)
};
static const unsigned char gz_2[] = {
#embed "blobs/core-api.js.7b29e31715a0ca4b.gz" if_empty(0)
};
static const unsigned char br_2[] = {
#embed "blobs/core-api.js.7b29e31715a0ca4b.br" if_empty(0)
};
static const unsigned char raw_3[] = {
#embed "blobs/core-dom.js.a1d674e5b8e4f753.raw" if_empty(0)
};
static const unsigned char gz_3[] = {
#embed "blobs/core-dom.js.a1d674e5b8e4f753.gz" if_empty(0)
};
static const unsigned char br_3[] = {
#embed "blobs/core-dom.js.a1d674e5b8e4f753.br" if_empty(0)
};
static const unsigned char raw_4[] = {
#embed "blobs/core-format.js.833ffd4013796b63.raw" if_empty(0)
};
static const unsigned char gz_4[] = {
#embed "blobs/core-format.js.833ffd4013796b63.gz" if_empty(0)
};
static const unsigned char br_4[] = {
#embed "blobs/core-format.js.833ffd4013796b63.br" if_empty(0)
};
static const unsigned char raw_5[] = {
#embed "blobs/core-i18n.js.355419aff3e1e85f.raw" if_empty(0)
};
static const unsigned char gz_5[] = {
#embed "blobs/core-i18n.js.355419aff3e1e85f.gz" if_empty(0)
};
static const unsigned char br_5[] = {
#embed "blobs/core-i18n.js.355419aff3e1e85f.br" if_empty(0)
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
#embed "blobs/i18n-en.js.3bea2461112c8238.raw" if_empty(0)
};
static const unsigned char gz_8[] = {
#embed "blobs/i18n-en.js.3bea2461112c8238.gz" if_empty(0)
};
static const unsigned char br_8[] = {
#embed "blobs/i18n-en.js.3bea2461112c8238.br" if_empty(0)
};
static const unsigned char raw_9[] = {
#embed "blobs/i18n-zh.js.d49369a8b8358b30.raw" if_empty(0)
};
static const unsigned char gz_9[] = {
#embed "blobs/i18n-zh.js.d49369a8b8358b30.gz" if_empty(0)
};
static const unsigned char br_9[] = {
#embed "blobs/i18n-zh.js.d49369a8b8358b30.br" if_empty(0)
};
static const unsigned char raw_10[] = {
#embed "blobs/index.html.2a90868ba9c66bd9.raw" if_empty(0)
};
static const unsigned char gz_10[] = {
#embed "blobs/index.html.2a90868ba9c66bd9.gz" if_empty(0)
};
static const unsigned char br_10[] = {
#embed "blobs/index.html.2a90868ba9c66bd9.br" if_empty(0)
};
static const unsigned char raw_11[] = {
#embed "blobs/live-markdown.js.1350a9fba70dd2a8.raw" if_empty(0)
};
static const unsigned char gz_11[] = {
#embed "blobs/live-markdown.js.1350a9fba70dd2a8.gz" if_empty(0)
};
static const unsigned char br_11[] = {
#embed "blobs/live-markdown.js.1350a9fba70dd2a8.br" if_empty(0)
};
static const unsigned char raw_12[] = {
#embed "blobs/live-network.js.663c57196afdaf6e.raw" if_empty(0)
};
static const unsigned char gz_12[] = {
#embed "blobs/live-network.js.663c57196afdaf6e.gz" if_empty(0)
};
static const unsigned char br_12[] = {
#embed "blobs/live-network.js.663c57196afdaf6e.br" if_empty(0)
};
static const unsigned char raw_13[] = {
#embed "blobs/live-outcome.js.ce21831579adcefa.raw" if_empty(0)
};
static const unsigned char gz_13[] = {
#embed "blobs/live-outcome.js.ce21831579adcefa.gz" if_empty(0)
};
static const unsigned char br_13[] = {
#embed "blobs/live-outcome.js.ce21831579adcefa.br" if_empty(0)
};
static const unsigned char raw_14[] = {
#embed "blobs/live-proposal.js.277da71b55420715.raw" if_empty(0)
};
static const unsigned char gz_14[] = {
#embed "blobs/live-proposal.js.277da71b55420715.gz" if_empty(0)
};
static const unsigned char br_14[] = {
#embed "blobs/live-proposal.js.277da71b55420715.br" if_empty(0)
};
static const unsigned char raw_15[] = {
#embed "blobs/live-reducer.js.a5325811e4e88638.raw" if_empty(0)
};
static const unsigned char gz_15[] = {
#embed "blobs/live-reducer.js.a5325811e4e88638.gz" if_empty(0)
};
static const unsigned char br_15[] = {
#embed "blobs/live-reducer.js.a5325811e4e88638.br" if_empty(0)
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
#embed "blobs/live-timeline.js.8b46bc11e18463da.raw" if_empty(0)
};
static const unsigned char gz_17[] = {
#embed "blobs/live-timeline.js.8b46bc11e18463da.gz" if_empty(0)
};
static const unsigned char br_17[] = {
#embed "blobs/live-timeline.js.8b46bc11e18463da.br" if_empty(0)
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
#embed "blobs/pages-agents.js.bc94c030d02e7f08.raw" if_empty(0)
};
static const unsigned char gz_19[] = {
#embed "blobs/pages-agents.js.bc94c030d02e7f08.gz" if_empty(0)
};
static const unsigned char br_19[] = {
#embed "blobs/pages-agents.js.bc94c030d02e7f08.br" if_empty(0)
};
static const unsigned char raw_20[] = {
#embed "blobs/pages-negotiation.js.366ae2cb5ba6afc2.raw" if_empty(0)
};
static const unsigned char gz_20[] = {
#embed "blobs/pages-negotiation.js.366ae2cb5ba6afc2.gz" if_empty(0)
};
static const unsigned char br_20[] = {
#embed "blobs/pages-negotiation.js.366ae2cb5ba6afc2.br" if_empty(0)
};
static const unsigned char raw_21[] = {
#embed "blobs/pages-submit.js.51258c1ebdbcca40.raw" if_empty(0)
};
static const unsigned char gz_21[] = {
#embed "blobs/pages-submit.js.51258c1ebdbcca40.gz" if_empty(0)
};
static const unsigned char br_21[] = {
#embed "blobs/pages-submit.js.51258c1ebdbcca40.br" if_empty(0)
};
static const unsigned char raw_22[] = {
#embed "blobs/style-base.css.05b8a4cacfa3699f.raw" if_empty(0)
};
static const unsigned char gz_22[] = {
#embed "blobs/style-base.css.05b8a4cacfa3699f.gz" if_empty(0)
};
static const unsigned char br_22[] = {
#embed "blobs/style-base.css.05b8a4cacfa3699f.br" if_empty(0)
};
static const unsigned char raw_23[] = {
#embed "blobs/style-live.css.66a65332216c0676.raw" if_empty(0)
};
static const unsigned char gz_23[] = {
#embed "blobs/style-live.css.66a65332216c0676.gz" if_empty(0)
};
static const unsigned char br_23[] = {
#embed "blobs/style-live.css.66a65332216c0676.br" if_empty(0)
};
static const unsigned char members[] = {
#embed "blobs/members.e3b0c44298fc1c14.jsonl" if_empty(0)
};

static const towow_asset assets[] = {
  { "app.js", "/assets/app.9e8c192a3ef6816c.js", "text/javascript; charset=utf-8", "\"9e8c192a3ef6816c\"", raw_0, 5686, gz_0, 2141, br_0, 1844 },
  { "boot.js", "/assets/boot.deee5180cf0df3f6.js", "text/javascript; charset=utf-8", "\"deee5180cf0df3f6\"", raw_1, 501, gz_1, 289, br_1, 221 },
  { "core/api.js", "/assets/core/api.7b29e31715a0ca4b.js", "text/javascript; charset=utf-8", "\"7b29e31715a0ca4b\"", raw_2, 4404, gz_2, 1919, br_2, 1611 },
  { "core/dom.js", "/assets/core/dom.a1d674e5b8e4f753.js", "text/javascript; charset=utf-8", "\"a1d674e5b8e4f753\"", raw_3, 6867, gz_3, 2689, br_3, 2314 },
  { "core/format.js", "/assets/core/format.833ffd4013796b63.js", "text/javascript; charset=utf-8", "\"833ffd4013796b63\"", raw_4, 3729, gz_4, 1392, br_4, 1213 },
  { "core/i18n.js", "/assets/core/i18n.355419aff3e1e85f.js", "text/javascript; charset=utf-8", "\"355419aff3e1e85f\"", raw_5, 2633, gz_5, 1080, br_5, 937 },
  { "core/store.js", "/assets/core/store.c61826ad18cfc821.js", "text/javascript; charset=utf-8", "\"c61826ad18cfc821\"", raw_6, 1850, gz_6, 765, br_6, 640 },
  { "favicon.svg", "/assets/favicon.2daa56a3992ace77.svg", "image/svg+xml", "\"2daa56a3992ace77\"", raw_7, 375, gz_7, 217, br_7, 196 },
  { "i18n/en.js", "/assets/i18n/en.3bea2461112c8238.js", "text/javascript; charset=utf-8", "\"3bea2461112c8238\"", raw_8, 21918, gz_8, 6278, br_8, 5313 },
  { "i18n/zh.js", "/assets/i18n/zh.d49369a8b8358b30.js", "text/javascript; charset=utf-8", "\"d49369a8b8358b30\"", raw_9, 21224, gz_9, 6809, br_9, 5582 },
  { "index.html", "/", "text/html; charset=utf-8", "\"2a90868ba9c66bd9\"", raw_10, 2552, gz_10, 963, br_10, 718 },
  { "live/markdown.js", "/assets/live/markdown.1350a9fba70dd2a8.js", "text/javascript; charset=utf-8", "\"1350a9fba70dd2a8\"", raw_11, 4438, gz_11, 1747, br_11, 1487 },
  { "live/network.js", "/assets/live/network.663c57196afdaf6e.js", "text/javascript; charset=utf-8", "\"663c57196afdaf6e\"", raw_12, 18106, gz_12, 5870, br_12, 5169 },
  { "live/outcome.js", "/assets/live/outcome.ce21831579adcefa.js", "text/javascript; charset=utf-8", "\"ce21831579adcefa\"", raw_13, 8060, gz_13, 2607, br_13, 2261 },
  { "live/proposal.js", "/assets/live/proposal.277da71b55420715.js", "text/javascript; charset=utf-8", "\"277da71b55420715\"", raw_14, 13291, gz_14, 3995, br_14, 3485 },
  { "live/reducer.js", "/assets/live/reducer.a5325811e4e88638.js", "text/javascript; charset=utf-8", "\"a5325811e4e88638\"", raw_15, 21756, gz_15, 5750, br_15, 5054 },
  { "live/stream.js", "/assets/live/stream.90bc41a77b9bd999.js", "text/javascript; charset=utf-8", "\"90bc41a77b9bd999\"", raw_16, 11103, gz_16, 3150, br_16, 2722 },
  { "live/timeline.js", "/assets/live/timeline.8b46bc11e18463da.js", "text/javascript; charset=utf-8", "\"8b46bc11e18463da\"", raw_17, 11241, gz_17, 3781, br_17, 3302 },
  { "manifest.webmanifest", "/assets/manifest.86d07bc16e081d55.webmanifest", "application/manifest+json", "\"86d07bc16e081d55\"", raw_18, 260, gz_18, 192, br_18, 159 },
  { "pages/agents.js", "/assets/pages/agents.bc94c030d02e7f08.js", "text/javascript; charset=utf-8", "\"bc94c030d02e7f08\"", raw_19, 8957, gz_19, 2778, br_19, 2404 },
  { "pages/negotiation.js", "/assets/pages/negotiation.366ae2cb5ba6afc2.js", "text/javascript; charset=utf-8", "\"366ae2cb5ba6afc2\"", raw_20, 20652, gz_20, 6324, br_20, 5534 },
  { "pages/submit.js", "/assets/pages/submit.51258c1ebdbcca40.js", "text/javascript; charset=utf-8", "\"51258c1ebdbcca40\"", raw_21, 6340, gz_21, 2339, br_21, 2018 },
  { "style/base.css", "/assets/style/base.05b8a4cacfa3699f.css", "text/css; charset=utf-8", "\"05b8a4cacfa3699f\"", raw_22, 15399, gz_22, 4246, br_22, 3669 },
  { "style/live.css", "/assets/style/live.66a65332216c0676.css", "text/css; charset=utf-8", "\"66a65332216c0676\"", raw_23, 13790, gz_23, 3611, br_23, 3100 },
};

size_t towow_asset_count(void) { return sizeof assets / sizeof assets[0]; }

const towow_asset *towow_asset_at(size_t index) {
  return index < towow_asset_count() ? &assets[index] : NULL;
}

const unsigned char *towow_bundled_members(size_t *count_of_bytes) {
  *count_of_bytes = 0;
  return members;
}
