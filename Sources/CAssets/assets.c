/* Made by Resources/embed.py; do not edit. */
#include "CAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char raw_0[] = {
#embed "blobs/app.js.ba242b27b56924b8.raw" if_empty(0)
};
static const unsigned char gz_0[] = {
#embed "blobs/app.js.ba242b27b56924b8.gz" if_empty(0)
};
static const unsigned char br_0[] = {
#embed "blobs/app.js.ba242b27b56924b8.br" if_empty(0)
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
#embed "blobs/core-api.js.b9f5d208a44b643b.raw" if_empty(0)
};
static const unsigned char gz_2[] = {
#embed "blobs/core-api.js.b9f5d208a44b643b.gz" if_empty(0)
};
static const unsigned char br_2[] = {
#embed "blobs/core-api.js.b9f5d208a44b643b.br" if_empty(0)
};
static const unsigned char raw_3[] = {
#embed "blobs/core-dom.js.d34e3dff7d814535.raw" if_empty(0)
};
static const unsigned char gz_3[] = {
#embed "blobs/core-dom.js.d34e3dff7d814535.gz" if_empty(0)
};
static const unsigned char br_3[] = {
#embed "blobs/core-dom.js.d34e3dff7d814535.br" if_empty(0)
};
static const unsigned char raw_4[] = {
#embed "blobs/core-format.js.e0f21569a15bd72f.raw" if_empty(0)
};
static const unsigned char gz_4[] = {
#embed "blobs/core-format.js.e0f21569a15bd72f.gz" if_empty(0)
};
static const unsigned char br_4[] = {
#embed "blobs/core-format.js.e0f21569a15bd72f.br" if_empty(0)
};
static const unsigned char raw_5[] = {
#embed "blobs/core-i18n.js.b5a3268a42feac3e.raw" if_empty(0)
};
static const unsigned char gz_5[] = {
#embed "blobs/core-i18n.js.b5a3268a42feac3e.gz" if_empty(0)
};
static const unsigned char br_5[] = {
#embed "blobs/core-i18n.js.b5a3268a42feac3e.br" if_empty(0)
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
#embed "blobs/i18n-en.js.5618f813fd63926a.raw" if_empty(0)
};
static const unsigned char gz_8[] = {
#embed "blobs/i18n-en.js.5618f813fd63926a.gz" if_empty(0)
};
static const unsigned char br_8[] = {
#embed "blobs/i18n-en.js.5618f813fd63926a.br" if_empty(0)
};
static const unsigned char raw_9[] = {
#embed "blobs/i18n-zh.js.39143f8a90ed95a1.raw" if_empty(0)
};
static const unsigned char gz_9[] = {
#embed "blobs/i18n-zh.js.39143f8a90ed95a1.gz" if_empty(0)
};
static const unsigned char br_9[] = {
#embed "blobs/i18n-zh.js.39143f8a90ed95a1.br" if_empty(0)
};
static const unsigned char raw_10[] = {
#embed "blobs/index.html.46cf7756966fc761.raw" if_empty(0)
};
static const unsigned char gz_10[] = {
#embed "blobs/index.html.46cf7756966fc761.gz" if_empty(0)
};
static const unsigned char br_10[] = {
#embed "blobs/index.html.46cf7756966fc761.br" if_empty(0)
};
static const unsigned char raw_11[] = {
#embed "blobs/live-markdown.js.71d543bc69af21b0.raw" if_empty(0)
};
static const unsigned char gz_11[] = {
#embed "blobs/live-markdown.js.71d543bc69af21b0.gz" if_empty(0)
};
static const unsigned char br_11[] = {
#embed "blobs/live-markdown.js.71d543bc69af21b0.br" if_empty(0)
};
static const unsigned char raw_12[] = {
#embed "blobs/live-network.js.bcfe8d9d82dc879e.raw" if_empty(0)
};
static const unsigned char gz_12[] = {
#embed "blobs/live-network.js.bcfe8d9d82dc879e.gz" if_empty(0)
};
static const unsigned char br_12[] = {
#embed "blobs/live-network.js.bcfe8d9d82dc879e.br" if_empty(0)
};
static const unsigned char raw_13[] = {
#embed "blobs/live-outcome.js.7108ce7d37cde275.raw" if_empty(0)
};
static const unsigned char gz_13[] = {
#embed "blobs/live-outcome.js.7108ce7d37cde275.gz" if_empty(0)
};
static const unsigned char br_13[] = {
#embed "blobs/live-outcome.js.7108ce7d37cde275.br" if_empty(0)
};
static const unsigned char raw_14[] = {
#embed "blobs/live-proposal.js.c695946c1d30be6a.raw" if_empty(0)
};
static const unsigned char gz_14[] = {
#embed "blobs/live-proposal.js.c695946c1d30be6a.gz" if_empty(0)
};
static const unsigned char br_14[] = {
#embed "blobs/live-proposal.js.c695946c1d30be6a.br" if_empty(0)
};
static const unsigned char raw_15[] = {
#embed "blobs/live-reducer.js.09ad4e75793cc83a.raw" if_empty(0)
};
static const unsigned char gz_15[] = {
#embed "blobs/live-reducer.js.09ad4e75793cc83a.gz" if_empty(0)
};
static const unsigned char br_15[] = {
#embed "blobs/live-reducer.js.09ad4e75793cc83a.br" if_empty(0)
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
#embed "blobs/live-timeline.js.c22b33ddc201d974.raw" if_empty(0)
};
static const unsigned char gz_17[] = {
#embed "blobs/live-timeline.js.c22b33ddc201d974.gz" if_empty(0)
};
static const unsigned char br_17[] = {
#embed "blobs/live-timeline.js.c22b33ddc201d974.br" if_empty(0)
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
#embed "blobs/pages-agents.js.2dae87d15bcb0314.raw" if_empty(0)
};
static const unsigned char gz_19[] = {
#embed "blobs/pages-agents.js.2dae87d15bcb0314.gz" if_empty(0)
};
static const unsigned char br_19[] = {
#embed "blobs/pages-agents.js.2dae87d15bcb0314.br" if_empty(0)
};
static const unsigned char raw_20[] = {
#embed "blobs/pages-negotiation.js.919ef000a74e3aef.raw" if_empty(0)
};
static const unsigned char gz_20[] = {
#embed "blobs/pages-negotiation.js.919ef000a74e3aef.gz" if_empty(0)
};
static const unsigned char br_20[] = {
#embed "blobs/pages-negotiation.js.919ef000a74e3aef.br" if_empty(0)
};
static const unsigned char raw_21[] = {
#embed "blobs/pages-submit.js.10fac74423db3d56.raw" if_empty(0)
};
static const unsigned char gz_21[] = {
#embed "blobs/pages-submit.js.10fac74423db3d56.gz" if_empty(0)
};
static const unsigned char br_21[] = {
#embed "blobs/pages-submit.js.10fac74423db3d56.br" if_empty(0)
};
static const unsigned char raw_22[] = {
#embed "blobs/style-base.css.4cf9ad4a7696be17.raw" if_empty(0)
};
static const unsigned char gz_22[] = {
#embed "blobs/style-base.css.4cf9ad4a7696be17.gz" if_empty(0)
};
static const unsigned char br_22[] = {
#embed "blobs/style-base.css.4cf9ad4a7696be17.br" if_empty(0)
};
static const unsigned char raw_23[] = {
#embed "blobs/style-live.css.23341df45a8eecf2.raw" if_empty(0)
};
static const unsigned char gz_23[] = {
#embed "blobs/style-live.css.23341df45a8eecf2.gz" if_empty(0)
};
static const unsigned char br_23[] = {
#embed "blobs/style-live.css.23341df45a8eecf2.br" if_empty(0)
};
static const unsigned char members[] = {
#embed "blobs/members.e3b0c44298fc1c14.jsonl" if_empty(0)
};

static const towow_asset assets[] = {
  { "app.js", "/assets/app.ba242b27b56924b8.js", "text/javascript; charset=utf-8", "\"ba242b27b56924b8\"", raw_0, 5686, gz_0, 2141, br_0, 1850 },
  { "boot.js", "/assets/boot.deee5180cf0df3f6.js", "text/javascript; charset=utf-8", "\"deee5180cf0df3f6\"", raw_1, 501, gz_1, 289, br_1, 221 },
  { "core/api.js", "/assets/core/api.b9f5d208a44b643b.js", "text/javascript; charset=utf-8", "\"b9f5d208a44b643b\"", raw_2, 4404, gz_2, 1917, br_2, 1609 },
  { "core/dom.js", "/assets/core/dom.d34e3dff7d814535.js", "text/javascript; charset=utf-8", "\"d34e3dff7d814535\"", raw_3, 6894, gz_3, 2693, br_3, 2325 },
  { "core/format.js", "/assets/core/format.e0f21569a15bd72f.js", "text/javascript; charset=utf-8", "\"e0f21569a15bd72f\"", raw_4, 3729, gz_4, 1391, br_4, 1213 },
  { "core/i18n.js", "/assets/core/i18n.b5a3268a42feac3e.js", "text/javascript; charset=utf-8", "\"b5a3268a42feac3e\"", raw_5, 2633, gz_5, 1077, br_5, 935 },
  { "core/store.js", "/assets/core/store.c61826ad18cfc821.js", "text/javascript; charset=utf-8", "\"c61826ad18cfc821\"", raw_6, 1850, gz_6, 765, br_6, 640 },
  { "favicon.svg", "/assets/favicon.2daa56a3992ace77.svg", "image/svg+xml", "\"2daa56a3992ace77\"", raw_7, 375, gz_7, 217, br_7, 196 },
  { "i18n/en.js", "/assets/i18n/en.5618f813fd63926a.js", "text/javascript; charset=utf-8", "\"5618f813fd63926a\"", raw_8, 22002, gz_8, 6300, br_8, 5328 },
  { "i18n/zh.js", "/assets/i18n/zh.39143f8a90ed95a1.js", "text/javascript; charset=utf-8", "\"39143f8a90ed95a1\"", raw_9, 21313, gz_9, 6829, br_9, 5597 },
  { "index.html", "/", "text/html; charset=utf-8", "\"46cf7756966fc761\"", raw_10, 2552, gz_10, 963, br_10, 712 },
  { "live/markdown.js", "/assets/live/markdown.71d543bc69af21b0.js", "text/javascript; charset=utf-8", "\"71d543bc69af21b0\"", raw_11, 4455, gz_11, 1745, br_11, 1485 },
  { "live/network.js", "/assets/live/network.bcfe8d9d82dc879e.js", "text/javascript; charset=utf-8", "\"bcfe8d9d82dc879e\"", raw_12, 18498, gz_12, 6036, br_12, 5319 },
  { "live/outcome.js", "/assets/live/outcome.7108ce7d37cde275.js", "text/javascript; charset=utf-8", "\"7108ce7d37cde275\"", raw_13, 8140, gz_13, 2618, br_13, 2277 },
  { "live/proposal.js", "/assets/live/proposal.c695946c1d30be6a.js", "text/javascript; charset=utf-8", "\"c695946c1d30be6a\"", raw_14, 13291, gz_14, 3993, br_14, 3492 },
  { "live/reducer.js", "/assets/live/reducer.09ad4e75793cc83a.js", "text/javascript; charset=utf-8", "\"09ad4e75793cc83a\"", raw_15, 21756, gz_15, 5748, br_15, 5052 },
  { "live/stream.js", "/assets/live/stream.90bc41a77b9bd999.js", "text/javascript; charset=utf-8", "\"90bc41a77b9bd999\"", raw_16, 11103, gz_16, 3150, br_16, 2722 },
  { "live/timeline.js", "/assets/live/timeline.c22b33ddc201d974.js", "text/javascript; charset=utf-8", "\"c22b33ddc201d974\"", raw_17, 11241, gz_17, 3779, br_17, 3302 },
  { "manifest.webmanifest", "/assets/manifest.86d07bc16e081d55.webmanifest", "application/manifest+json", "\"86d07bc16e081d55\"", raw_18, 260, gz_18, 192, br_18, 159 },
  { "pages/agents.js", "/assets/pages/agents.2dae87d15bcb0314.js", "text/javascript; charset=utf-8", "\"2dae87d15bcb0314\"", raw_19, 8957, gz_19, 2777, br_19, 2407 },
  { "pages/negotiation.js", "/assets/pages/negotiation.919ef000a74e3aef.js", "text/javascript; charset=utf-8", "\"919ef000a74e3aef\"", raw_20, 20872, gz_20, 6416, br_20, 5609 },
  { "pages/submit.js", "/assets/pages/submit.10fac74423db3d56.js", "text/javascript; charset=utf-8", "\"10fac74423db3d56\"", raw_21, 6340, gz_21, 2339, br_21, 2016 },
  { "style/base.css", "/assets/style/base.4cf9ad4a7696be17.css", "text/css; charset=utf-8", "\"4cf9ad4a7696be17\"", raw_22, 15434, gz_22, 4243, br_22, 3664 },
  { "style/live.css", "/assets/style/live.23341df45a8eecf2.css", "text/css; charset=utf-8", "\"23341df45a8eecf2\"", raw_23, 13976, gz_23, 3663, br_23, 3151 },
};

size_t towow_asset_count(void) { return sizeof assets / sizeof assets[0]; }

const towow_asset *towow_asset_at(size_t index) {
  return index < towow_asset_count() ? &assets[index] : NULL;
}

const unsigned char *towow_bundled_members(size_t *count_of_bytes) {
  *count_of_bytes = 0;
  return members;
}
