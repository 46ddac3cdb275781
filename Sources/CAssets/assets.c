/* Made by Resources/embed.py; do not edit. */
#include "CAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char raw_0[] = {
#embed "blobs/app.js.766a14f4b94fdc41.raw" if_empty(0)
};
static const unsigned char gz_0[] = {
#embed "blobs/app.js.766a14f4b94fdc41.gz" if_empty(0)
};
static const unsigned char br_0[] = {
#embed "blobs/app.js.766a14f4b94fdc41.br" if_empty(0)
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
#embed "blobs/core-api.js.0b5109dcb439bafa.raw" if_empty(0)
};
static const unsigned char gz_2[] = {
#embed "blobs/core-api.js.0b5109dcb439bafa.gz" if_empty(0)
};
static const unsigned char br_2[] = {
#embed "blobs/core-api.js.0b5109dcb439bafa.br" if_empty(0)
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
#embed "blobs/core-format.js.85a06ea9aa938373.raw" if_empty(0)
};
static const unsigned char gz_4[] = {
#embed "blobs/core-format.js.85a06ea9aa938373.gz" if_empty(0)
};
static const unsigned char br_4[] = {
#embed "blobs/core-format.js.85a06ea9aa938373.br" if_empty(0)
};
static const unsigned char raw_5[] = {
#embed "blobs/core-i18n.js.6a0e8db7d546e9cf.raw" if_empty(0)
};
static const unsigned char gz_5[] = {
#embed "blobs/core-i18n.js.6a0e8db7d546e9cf.gz" if_empty(0)
};
static const unsigned char br_5[] = {
#embed "blobs/core-i18n.js.6a0e8db7d546e9cf.br" if_empty(0)
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
#embed "blobs/i18n-en.js.51801fb7c85d2c43.raw" if_empty(0)
};
static const unsigned char gz_8[] = {
#embed "blobs/i18n-en.js.51801fb7c85d2c43.gz" if_empty(0)
};
static const unsigned char br_8[] = {
#embed "blobs/i18n-en.js.51801fb7c85d2c43.br" if_empty(0)
};
static const unsigned char raw_9[] = {
#embed "blobs/i18n-zh.js.a300a53343a7299c.raw" if_empty(0)
};
static const unsigned char gz_9[] = {
#embed "blobs/i18n-zh.js.a300a53343a7299c.gz" if_empty(0)
};
static const unsigned char br_9[] = {
#embed "blobs/i18n-zh.js.a300a53343a7299c.br" if_empty(0)
};
static const unsigned char raw_10[] = {
#embed "blobs/index.html.583340a5876800bb.raw" if_empty(0)
};
static const unsigned char gz_10[] = {
#embed "blobs/index.html.583340a5876800bb.gz" if_empty(0)
};
static const unsigned char br_10[] = {
#embed "blobs/index.html.583340a5876800bb.br" if_empty(0)
};
static const unsigned char raw_11[] = {
#embed "blobs/live-markdown.js.015a58740f785a94.raw" if_empty(0)
};
static const unsigned char gz_11[] = {
#embed "blobs/live-markdown.js.015a58740f785a94.gz" if_empty(0)
};
static const unsigned char br_11[] = {
#embed "blobs/live-markdown.js.015a58740f785a94.br" if_empty(0)
};
static const unsigned char raw_12[] = {
#embed "blobs/live-network.js.a7e018100f4066c0.raw" if_empty(0)
};
static const unsigned char gz_12[] = {
#embed "blobs/live-network.js.a7e018100f4066c0.gz" if_empty(0)
};
static const unsigned char br_12[] = {
#embed "blobs/live-network.js.a7e018100f4066c0.br" if_empty(0)
};
static const unsigned char raw_13[] = {
#embed "blobs/live-outcome.js.876f094c5dfe2d65.raw" if_empty(0)
};
static const unsigned char gz_13[] = {
#embed "blobs/live-outcome.js.876f094c5dfe2d65.gz" if_empty(0)
};
static const unsigned char br_13[] = {
#embed "blobs/live-outcome.js.876f094c5dfe2d65.br" if_empty(0)
};
static const unsigned char raw_14[] = {
#embed "blobs/live-proposal.js.b60faeb11f5e4f53.raw" if_empty(0)
};
static const unsigned char gz_14[] = {
#embed "blobs/live-proposal.js.b60faeb11f5e4f53.gz" if_empty(0)
};
static const unsigned char br_14[] = {
#embed "blobs/live-proposal.js.b60faeb11f5e4f53.br" if_empty(0)
};
static const unsigned char raw_15[] = {
#embed "blobs/live-reducer.js.fc130e0c6f1baa0c.raw" if_empty(0)
};
static const unsigned char gz_15[] = {
#embed "blobs/live-reducer.js.fc130e0c6f1baa0c.gz" if_empty(0)
};
static const unsigned char br_15[] = {
#embed "blobs/live-reducer.js.fc130e0c6f1baa0c.br" if_empty(0)
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
#embed "blobs/live-timeline.js.fc7df4c800428b5f.raw" if_empty(0)
};
static const unsigned char gz_17[] = {
#embed "blobs/live-timeline.js.fc7df4c800428b5f.gz" if_empty(0)
};
static const unsigned char br_17[] = {
#embed "blobs/live-timeline.js.fc7df4c800428b5f.br" if_empty(0)
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
#embed "blobs/pages-agents.js.ed2d02cedab1f906.raw" if_empty(0)
};
static const unsigned char gz_19[] = {
#embed "blobs/pages-agents.js.ed2d02cedab1f906.gz" if_empty(0)
};
static const unsigned char br_19[] = {
#embed "blobs/pages-agents.js.ed2d02cedab1f906.br" if_empty(0)
};
static const unsigned char raw_20[] = {
#embed "blobs/pages-negotiation.js.eaceeb2fe1f9ceba.raw" if_empty(0)
};
static const unsigned char gz_20[] = {
#embed "blobs/pages-negotiation.js.eaceeb2fe1f9ceba.gz" if_empty(0)
};
static const unsigned char br_20[] = {
#embed "blobs/pages-negotiation.js.eaceeb2fe1f9ceba.br" if_empty(0)
};
static const unsigned char raw_21[] = {
#embed "blobs/pages-submit.js.fec5b3f6c457772a.raw" if_empty(0)
};
static const unsigned char gz_21[] = {
#embed "blobs/pages-submit.js.fec5b3f6c457772a.gz" if_empty(0)
};
static const unsigned char br_21[] = {
#embed "blobs/pages-submit.js.fec5b3f6c457772a.br" if_empty(0)
};
static const unsigned char raw_22[] = {
#embed "blobs/style-base.css.28b5e5980bbfb2c3.raw" if_empty(0)
};
static const unsigned char gz_22[] = {
#embed "blobs/style-base.css.28b5e5980bbfb2c3.gz" if_empty(0)
};
static const unsigned char br_22[] = {
#embed "blobs/style-base.css.28b5e5980bbfb2c3.br" if_empty(0)
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
  { "app.js", "/assets/app.766a14f4b94fdc41.js", "text/javascript; charset=utf-8", "\"766a14f4b94fdc41\"", raw_0, 5686, gz_0, 2137, br_0, 1845 },
  { "boot.js", "/assets/boot.deee5180cf0df3f6.js", "text/javascript; charset=utf-8", "\"deee5180cf0df3f6\"", raw_1, 501, gz_1, 289, br_1, 221 },
  { "core/api.js", "/assets/core/api.0b5109dcb439bafa.js", "text/javascript; charset=utf-8", "\"0b5109dcb439bafa\"", raw_2, 4404, gz_2, 1918, br_2, 1612 },
  { "core/dom.js", "/assets/core/dom.d2905cff85492728.js", "text/javascript; charset=utf-8", "\"d2905cff85492728\"", raw_3, 7223, gz_3, 2831, br_3, 2438 },
  { "core/format.js", "/assets/core/format.85a06ea9aa938373.js", "text/javascript; charset=utf-8", "\"85a06ea9aa938373\"", raw_4, 3729, gz_4, 1392, br_4, 1214 },
  { "core/i18n.js", "/assets/core/i18n.6a0e8db7d546e9cf.js", "text/javascript; charset=utf-8", "\"6a0e8db7d546e9cf\"", raw_5, 2676, gz_5, 1094, br_5, 946 },
  { "core/store.js", "/assets/core/store.c61826ad18cfc821.js", "text/javascript; charset=utf-8", "\"c61826ad18cfc821\"", raw_6, 1850, gz_6, 765, br_6, 640 },
  { "favicon.svg", "/assets/favicon.2daa56a3992ace77.svg", "image/svg+xml", "\"2daa56a3992ace77\"", raw_7, 375, gz_7, 217, br_7, 196 },
  { "i18n/en.js", "/assets/i18n/en.51801fb7c85d2c43.js", "text/javascript; charset=utf-8", "\"51801fb7c85d2c43\"", raw_8, 22002, gz_8, 6300, br_8, 5328 },
  { "i18n/zh.js", "/assets/i18n/zh.a300a53343a7299c.js", "text/javascript; charset=utf-8", "\"a300a53343a7299c\"", raw_9, 21313, gz_9, 6830, br_9, 5605 },
  { "index.html", "/", "text/html; charset=utf-8", "\"583340a5876800bb\"", raw_10, 2552, gz_10, 962, br_10, 710 },
  { "live/markdown.js", "/assets/live/markdown.015a58740f785a94.js", "text/javascript; charset=utf-8", "\"015a58740f785a94\"", raw_11, 4455, gz_11, 1744, br_11, 1490 },
  { "live/network.js", "/assets/live/network.a7e018100f4066c0.js", "text/javascript; charset=utf-8", "\"a7e018100f4066c0\"", raw_12, 18498, gz_12, 6036, br_12, 5323 },
  { "live/outcome.js", "/assets/live/outcome.876f094c5dfe2d65.js", "text/javascript; charset=utf-8", "\"876f094c5dfe2d65\"", raw_13, 8140, gz_13, 2622, br_13, 2277 },
  { "live/proposal.js", "/assets/live/proposal.b60faeb11f5e4f53.js", "text/javascript; charset=utf-8", "\"b60faeb11f5e4f53\"", raw_14, 13291, gz_14, 3994, br_14, 3485 },
  { "live/reducer.js", "/assets/live/reducer.fc130e0c6f1baa0c.js", "text/javascript; charset=utf-8", "\"fc130e0c6f1baa0c\"", raw_15, 21756, gz_15, 5749, br_15, 5047 },
  { "live/stream.js", "/assets/live/stream.90bc41a77b9bd999.js", "text/javascript; charset=utf-8", "\"90bc41a77b9bd999\"", raw_16, 11103, gz_16, 3150, br_16, 2722 },
  { "live/timeline.js", "/assets/live/timeline.fc7df4c800428b5f.js", "text/javascript; charset=utf-8", "\"fc7df4c800428b5f\"", raw_17, 11241, gz_17, 3779, br_17, 3299 },
  { "manifest.webmanifest", "/assets/manifest.86d07bc16e081d55.webmanifest", "application/manifest+json", "\"86d07bc16e081d55\"", raw_18, 260, gz_18, 192, br_18, 159 },
  { "pages/agents.js", "/assets/pages/agents.ed2d02cedab1f906.js", "text/javascript; charset=utf-8", "\"ed2d02cedab1f906\"", raw_19, 8957, gz_19, 2780, br_19, 2406 },
  { "pages/negotiation.js", "/assets/pages/negotiation.eaceeb2fe1f9ceba.js", "text/javascript; charset=utf-8", "\"eaceeb2fe1f9ceba\"", raw_20, 20876, gz_20, 6416, br_20, 5628 },
  { "pages/submit.js", "/assets/pages/submit.fec5b3f6c457772a.js", "text/javascript; charset=utf-8", "\"fec5b3f6c457772a\"", raw_21, 6340, gz_21, 2340, br_21, 2017 },
  { "style/base.css", "/assets/style/base.28b5e5980bbfb2c3.css", "text/css; charset=utf-8", "\"28b5e5980bbfb2c3\"", raw_22, 15578, gz_22, 4297, br_22, 3718 },
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
