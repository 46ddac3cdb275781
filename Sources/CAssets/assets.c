/* Made by Resources/embed.py; do not edit. */
#include "CAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char raw_0[] = {
#embed "blobs/app.js.40c77308d3d2c981.raw" if_empty(0)
};
static const unsigned char gz_0[] = {
#embed "blobs/app.js.40c77308d3d2c981.gz" if_empty(0)
};
static const unsigned char br_0[] = {
#embed "blobs/app.js.40c77308d3d2c981.br" if_empty(0)
};
static const unsigned char raw_1[] = {
#embed "blobs/boot.js.1cdb3ec5201a8182.raw" if_empty(0)
};
static const unsigned char gz_1[] = {
#embed "blobs/boot.js.1cdb3ec5201a8182.gz" if_empty(0)
};
static const unsigned char br_1[] = {
#embed "blobs/boot.js.1cdb3ec5201a8182.br" if_empty(0)
};
static const unsigned char raw_2[] = {
#embed "blobs/core-api.js.fb64d43d17bec3d5.raw" if_empty(0)
};
static const unsigned char gz_2[] = {
#embed "blobs/core-api.js.fb64d43d17bec3d5.gz" if_empty(0)
};
static const unsigned char br_2[] = {
#embed "blobs/core-api.js.fb64d43d17bec3d5.br" if_empty(0)
};
static const unsigned char raw_3[] = {
#embed "blobs/core-dom.js.f075fb264942fd78.raw" if_empty(0)
};
static const unsigned char gz_3[] = {
#embed "blobs/core-dom.js.f075fb264942fd78.gz" if_empty(0)
};
static const unsigned char br_3[] = {
#embed "blobs/core-dom.js.f075fb264942fd78.br" if_empty(0)
};
static const unsigned char raw_4[] = {
#embed "blobs/core-format.js.c923b2aa613ffde8.raw" if_empty(0)
};
static const unsigned char gz_4[] = {
#embed "blobs/core-format.js.c923b2aa613ffde8.gz" if_empty(0)
};
static const unsigned char br_4[] = {
#embed "blobs/core-format.js.c923b2aa613ffde8.br" if_empty(0)
};
static const unsigned char raw_5[] = {
#embed "blobs/core-i18n.js.a5e85e307c841ea9.raw" if_empty(0)
};
static const unsigned char gz_5[] = {
#embed "blobs/core-i18n.js.a5e85e307c841ea9.gz" if_empty(0)
};
static const unsigned char br_5[] = {
#embed "blobs/core-i18n.js.a5e85e307c841ea9.br" if_empty(0)
};
static const unsigned char raw_6[] = {
#embed "blobs/core-qr.js.40d9bbaa5f1d209f.raw" if_empty(0)
};
static const unsigned char gz_6[] = {
#embed "blobs/core-qr.js.40d9bbaa5f1d209f.gz" if_empty(0)
};
static const unsigned char br_6[] = {
#embed "blobs/core-qr.js.40d9bbaa5f1d209f.br" if_empty(0)
};
static const unsigned char raw_7[] = {
#embed "blobs/core-store.js.94df079524eaad13.raw" if_empty(0)
};
static const unsigned char gz_7[] = {
#embed "blobs/core-store.js.94df079524eaad13.gz" if_empty(0)
};
static const unsigned char br_7[] = {
#embed "blobs/core-store.js.94df079524eaad13.br" if_empty(0)
};
static const unsigned char raw_8[] = {
#embed "blobs/favicon.svg.2daa56a3992ace77.raw" if_empty(0)
};
static const unsigned char gz_8[] = {
#embed "blobs/favicon.svg.2daa56a3992ace77.gz" if_empty(0)
};
static const unsigned char br_8[] = {
#embed "blobs/favicon.svg.2daa56a3992ace77.br" if_empty(0)
};
static const unsigned char raw_9[] = {
#embed "blobs/i18n-en.js.a1959d084e422a7d.raw" if_empty(0)
};
static const unsigned char gz_9[] = {
#embed "blobs/i18n-en.js.a1959d084e422a7d.gz" if_empty(0)
};
static const unsigned char br_9[] = {
#embed "blobs/i18n-en.js.a1959d084e422a7d.br" if_empty(0)
};
static const unsigned char raw_10[] = {
#embed "blobs/i18n-zh.js.f63c44ab27b64707.raw" if_empty(0)
};
static const unsigned char gz_10[] = {
#embed "blobs/i18n-zh.js.f63c44ab27b64707.gz" if_empty(0)
};
static const unsigned char br_10[] = {
#embed "blobs/i18n-zh.js.f63c44ab27b64707.br" if_empty(0)
};
static const unsigned char raw_11[] = {
#embed "blobs/index.html.6ecce371954e016e.raw" if_empty(0)
};
static const unsigned char gz_11[] = {
#embed "blobs/index.html.6ecce371954e016e.gz" if_empty(0)
};
static const unsigned char br_11[] = {
#embed "blobs/index.html.6ecce371954e016e.br" if_empty(0)
};
static const unsigned char raw_12[] = {
#embed "blobs/live-markdown.js.49c0f04b7cc02a9b.raw" if_empty(0)
};
static const unsigned char gz_12[] = {
#embed "blobs/live-markdown.js.49c0f04b7cc02a9b.gz" if_empty(0)
};
static const unsigned char br_12[] = {
#embed "blobs/live-markdown.js.49c0f04b7cc02a9b.br" if_empty(0)
};
static const unsigned char raw_13[] = {
#embed "blobs/live-network.js.6fde283b2098348a.raw" if_empty(0)
};
static const unsigned char gz_13[] = {
#embed "blobs/live-network.js.6fde283b2098348a.gz" if_empty(0)
};
static const unsigned char br_13[] = {
#embed "blobs/live-network.js.6fde283b2098348a.br" if_empty(0)
};
static const unsigned char raw_14[] = {
#embed "blobs/live-outcome.js.a5cf10f888a21c3d.raw" if_empty(0)
};
static const unsigned char gz_14[] = {
#embed "blobs/live-outcome.js.a5cf10f888a21c3d.gz" if_empty(0)
};
static const unsigned char br_14[] = {
#embed "blobs/live-outcome.js.a5cf10f888a21c3d.br" if_empty(0)
};
static const unsigned char raw_15[] = {
#embed "blobs/live-proposal.js.fa6aff03216e1663.raw" if_empty(0)
};
static const unsigned char gz_15[] = {
#embed "blobs/live-proposal.js.fa6aff03216e1663.gz" if_empty(0)
};
static const unsigned char br_15[] = {
#embed "blobs/live-proposal.js.fa6aff03216e1663.br" if_empty(0)
};
static const unsigned char raw_16[] = {
#embed "blobs/live-reducer.js.1a3deb5f1f9e9f29.raw" if_empty(0)
};
static const unsigned char gz_16[] = {
#embed "blobs/live-reducer.js.1a3deb5f1f9e9f29.gz" if_empty(0)
};
static const unsigned char br_16[] = {
#embed "blobs/live-reducer.js.1a3deb5f1f9e9f29.br" if_empty(0)
};
static const unsigned char raw_17[] = {
#embed "blobs/live-stream.js.172a794160f36f42.raw" if_empty(0)
};
static const unsigned char gz_17[] = {
#embed "blobs/live-stream.js.172a794160f36f42.gz" if_empty(0)
};
static const unsigned char br_17[] = {
#embed "blobs/live-stream.js.172a794160f36f42.br" if_empty(0)
};
static const unsigned char raw_18[] = {
#embed "blobs/live-timeline.js.5f3a05926b4146b9.raw" if_empty(0)
};
static const unsigned char gz_18[] = {
#embed "blobs/live-timeline.js.5f3a05926b4146b9.gz" if_empty(0)
};
static const unsigned char br_18[] = {
#embed "blobs/live-timeline.js.5f3a05926b4146b9.br" if_empty(0)
};
static const unsigned char raw_19[] = {
#embed "blobs/manifest.webmanifest.86d07bc16e081d55.raw" if_empty(0)
};
static const unsigned char gz_19[] = {
#embed "blobs/manifest.webmanifest.86d07bc16e081d55.gz" if_empty(0)
};
static const unsigned char br_19[] = {
#embed "blobs/manifest.webmanifest.86d07bc16e081d55.br" if_empty(0)
};
static const unsigned char raw_20[] = {
#embed "blobs/pages-agents.js.9df9787d8cd9bc7a.raw" if_empty(0)
};
static const unsigned char gz_20[] = {
#embed "blobs/pages-agents.js.9df9787d8cd9bc7a.gz" if_empty(0)
};
static const unsigned char br_20[] = {
#embed "blobs/pages-agents.js.9df9787d8cd9bc7a.br" if_empty(0)
};
static const unsigned char raw_21[] = {
#embed "blobs/pages-inbox.js.d1dbd73d8d7b6b36.raw" if_empty(0)
};
static const unsigned char gz_21[] = {
#embed "blobs/pages-inbox.js.d1dbd73d8d7b6b36.gz" if_empty(0)
};
static const unsigned char br_21[] = {
#embed "blobs/pages-inbox.js.d1dbd73d8d7b6b36.br" if_empty(0)
};
static const unsigned char raw_22[] = {
#embed "blobs/pages-join.js.a875b98dc91f70fe.raw" if_empty(0)
};
static const unsigned char gz_22[] = {
#embed "blobs/pages-join.js.a875b98dc91f70fe.gz" if_empty(0)
};
static const unsigned char br_22[] = {
#embed "blobs/pages-join.js.a875b98dc91f70fe.br" if_empty(0)
};
static const unsigned char raw_23[] = {
#embed "blobs/pages-negotiation.js.88b094427a9532f9.raw" if_empty(0)
};
static const unsigned char gz_23[] = {
#embed "blobs/pages-negotiation.js.88b094427a9532f9.gz" if_empty(0)
};
static const unsigned char br_23[] = {
#embed "blobs/pages-negotiation.js.88b094427a9532f9.br" if_empty(0)
};
static const unsigned char raw_24[] = {
#embed "blobs/pages-profile.js.1a726d4b7fbc797d.raw" if_empty(0)
};
static const unsigned char gz_24[] = {
#embed "blobs/pages-profile.js.1a726d4b7fbc797d.gz" if_empty(0)
};
static const unsigned char br_24[] = {
#embed "blobs/pages-profile.js.1a726d4b7fbc797d.br" if_empty(0)
};
static const unsigned char raw_25[] = {
#embed "blobs/pages-stage.js.3772ed55907d1b82.raw" if_empty(0)
};
static const unsigned char gz_25[] = {
#embed "blobs/pages-stage.js.3772ed55907d1b82.gz" if_empty(0)
};
static const unsigned char br_25[] = {
#embed "blobs/pages-stage.js.3772ed55907d1b82.br" if_empty(0)
};
static const unsigned char raw_26[] = {
#embed "blobs/pages-submit.js.5a77aa64e158e2e0.raw" if_empty(0)
};
static const unsigned char gz_26[] = {
#embed "blobs/pages-submit.js.5a77aa64e158e2e0.gz" if_empty(0)
};
static const unsigned char br_26[] = {
#embed "blobs/pages-submit.js.5a77aa64e158e2e0.br" if_empty(0)
};
static const unsigned char raw_27[] = {
#embed "blobs/style-base.css.ce722f3b831b2c09.raw" if_empty(0)
};
static const unsigned char gz_27[] = {
#embed "blobs/style-base.css.ce722f3b831b2c09.gz" if_empty(0)
};
static const unsigned char br_27[] = {
#embed "blobs/style-base.css.ce722f3b831b2c09.br" if_empty(0)
};
static const unsigned char raw_28[] = {
#embed "blobs/style-live.css.f2e4c10eb6181b7b.raw" if_empty(0)
};
static const unsigned char gz_28[] = {
#embed "blobs/style-live.css.f2e4c10eb6181b7b.gz" if_empty(0)
};
static const unsigned char br_28[] = {
#embed "blobs/style-live.css.f2e4c10eb6181b7b.br" if_empty(0)
};
static const unsigned char raw_29[] = {
#embed "blobs/style-people.css.1b365880bf195848.raw" if_empty(0)
};
static const unsigned char gz_29[] = {
#embed "blobs/style-people.css.1b365880bf195848.gz" if_empty(0)
};
static const unsigned char br_29[] = {
#embed "blobs/style-people.css.1b365880bf195848.br" if_empty(0)
};
static const unsigned char members[] = {
#embed "blobs/members.fd6eedf2d5ed4592.jsonl" if_empty(0)
};

static const towow_asset assets[] = {
  { "app.js", "/assets/app.40c77308d3d2c981.js", "text/javascript; charset=utf-8", "\"40c77308d3d2c981\"", raw_0, 7945, gz_0, 3096, br_0, 2695 },
  { "boot.js", "/assets/boot.1cdb3ec5201a8182.js", "text/javascript; charset=utf-8", "\"1cdb3ec5201a8182\"", raw_1, 288, gz_1, 181, br_1, 147 },
  { "core/api.js", "/assets/core/api.fb64d43d17bec3d5.js", "text/javascript; charset=utf-8", "\"fb64d43d17bec3d5\"", raw_2, 3672, gz_2, 1713, br_2, 1478 },
  { "core/dom.js", "/assets/core/dom.f075fb264942fd78.js", "text/javascript; charset=utf-8", "\"f075fb264942fd78\"", raw_3, 4629, gz_3, 1989, br_3, 1758 },
  { "core/format.js", "/assets/core/format.c923b2aa613ffde8.js", "text/javascript; charset=utf-8", "\"c923b2aa613ffde8\"", raw_4, 2658, gz_4, 1029, br_4, 919 },
  { "core/i18n.js", "/assets/core/i18n.a5e85e307c841ea9.js", "text/javascript; charset=utf-8", "\"a5e85e307c841ea9\"", raw_5, 1935, gz_5, 843, br_5, 741 },
  { "core/qr.js", "/assets/core/qr.40d9bbaa5f1d209f.js", "text/javascript; charset=utf-8", "\"40d9bbaa5f1d209f\"", raw_6, 4974, gz_6, 2089, br_6, 1951 },
  { "core/store.js", "/assets/core/store.94df079524eaad13.js", "text/javascript; charset=utf-8", "\"94df079524eaad13\"", raw_7, 1325, gz_7, 479, br_7, 402 },
  { "favicon.svg", "/assets/favicon.2daa56a3992ace77.svg", "image/svg+xml", "\"2daa56a3992ace77\"", raw_8, 375, gz_8, 217, br_8, 196 },
  { "i18n/en.js", "/assets/i18n/en.a1959d084e422a7d.js", "text/javascript; charset=utf-8", "\"a1959d084e422a7d\"", raw_9, 21875, gz_9, 6603, br_9, 5611 },
  { "i18n/zh.js", "/assets/i18n/zh.f63c44ab27b64707.js", "text/javascript; charset=utf-8", "\"f63c44ab27b64707\"", raw_10, 21197, gz_10, 7147, br_10, 5894 },
  { "index.html", "/", "text/html; charset=utf-8", "\"6ecce371954e016e\"", raw_11, 1485, gz_11, 702, br_11, 503 },
  { "live/markdown.js", "/assets/live/markdown.49c0f04b7cc02a9b.js", "text/javascript; charset=utf-8", "\"49c0f04b7cc02a9b\"", raw_12, 3623, gz_12, 1523, br_12, 1303 },
  { "live/network.js", "/assets/live/network.6fde283b2098348a.js", "text/javascript; charset=utf-8", "\"6fde283b2098348a\"", raw_13, 14711, gz_13, 5314, br_13, 4776 },
  { "live/outcome.js", "/assets/live/outcome.a5cf10f888a21c3d.js", "text/javascript; charset=utf-8", "\"a5cf10f888a21c3d\"", raw_14, 6418, gz_14, 2284, br_14, 2019 },
  { "live/proposal.js", "/assets/live/proposal.fa6aff03216e1663.js", "text/javascript; charset=utf-8", "\"fa6aff03216e1663\"", raw_15, 10494, gz_15, 3399, br_15, 3012 },
  { "live/reducer.js", "/assets/live/reducer.1a3deb5f1f9e9f29.js", "text/javascript; charset=utf-8", "\"1a3deb5f1f9e9f29\"", raw_16, 17209, gz_16, 5019, br_16, 4529 },
  { "live/stream.js", "/assets/live/stream.172a794160f36f42.js", "text/javascript; charset=utf-8", "\"172a794160f36f42\"", raw_17, 11590, gz_17, 3469, br_17, 3132 },
  { "live/timeline.js", "/assets/live/timeline.5f3a05926b4146b9.js", "text/javascript; charset=utf-8", "\"5f3a05926b4146b9\"", raw_18, 9760, gz_18, 3618, br_18, 3239 },
  { "manifest.webmanifest", "/assets/manifest.86d07bc16e081d55.webmanifest", "application/manifest+json", "\"86d07bc16e081d55\"", raw_19, 260, gz_19, 192, br_19, 159 },
  { "pages/agents.js", "/assets/pages/agents.9df9787d8cd9bc7a.js", "text/javascript; charset=utf-8", "\"9df9787d8cd9bc7a\"", raw_20, 9073, gz_20, 3170, br_20, 2814 },
  { "pages/inbox.js", "/assets/pages/inbox.d1dbd73d8d7b6b36.js", "text/javascript; charset=utf-8", "\"d1dbd73d8d7b6b36\"", raw_21, 30048, gz_21, 10428, br_21, 9026 },
  { "pages/join.js", "/assets/pages/join.a875b98dc91f70fe.js", "text/javascript; charset=utf-8", "\"a875b98dc91f70fe\"", raw_22, 20647, gz_22, 7451, br_22, 6309 },
  { "pages/negotiation.js", "/assets/pages/negotiation.88b094427a9532f9.js", "text/javascript; charset=utf-8", "\"88b094427a9532f9\"", raw_23, 18404, gz_23, 6197, br_23, 5577 },
  { "pages/profile.js", "/assets/pages/profile.1a726d4b7fbc797d.js", "text/javascript; charset=utf-8", "\"1a726d4b7fbc797d\"", raw_24, 5098, gz_24, 1882, br_24, 1683 },
  { "pages/stage.js", "/assets/pages/stage.3772ed55907d1b82.js", "text/javascript; charset=utf-8", "\"3772ed55907d1b82\"", raw_25, 3571, gz_25, 1576, br_25, 1400 },
  { "pages/submit.js", "/assets/pages/submit.5a77aa64e158e2e0.js", "text/javascript; charset=utf-8", "\"5a77aa64e158e2e0\"", raw_26, 5510, gz_26, 2263, br_26, 1975 },
  { "style/base.css", "/assets/style/base.ce722f3b831b2c09.css", "text/css; charset=utf-8", "\"ce722f3b831b2c09\"", raw_27, 13899, gz_27, 4129, br_27, 3585 },
  { "style/live.css", "/assets/style/live.f2e4c10eb6181b7b.css", "text/css; charset=utf-8", "\"f2e4c10eb6181b7b\"", raw_28, 15440, gz_28, 4298, br_28, 3769 },
  { "style/people.css", "/assets/style/people.1b365880bf195848.css", "text/css; charset=utf-8", "\"1b365880bf195848\"", raw_29, 3218, gz_29, 1139, br_29, 948 },
};

size_t towow_asset_count(void) { return sizeof assets / sizeof assets[0]; }

const towow_asset *towow_asset_at(size_t index) {
  return index < towow_asset_count() ? &assets[index] : NULL;
}

const unsigned char *towow_bundled_members(size_t *count_of_bytes) {
  *count_of_bytes = 163311;
  return members;
}
