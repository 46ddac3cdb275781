/* Made by Resources/embed.py; do not edit. */
#include "CAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char raw_0[] = {
#embed "blobs/app.js.9d3811ea66a50240.raw" if_empty(0)
};
static const unsigned char gz_0[] = {
#embed "blobs/app.js.9d3811ea66a50240.gz" if_empty(0)
};
static const unsigned char br_0[] = {
#embed "blobs/app.js.9d3811ea66a50240.br" if_empty(0)
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
#embed "blobs/core-dom.js.e5cfb5cd7960f67c.raw" if_empty(0)
};
static const unsigned char gz_3[] = {
#embed "blobs/core-dom.js.e5cfb5cd7960f67c.gz" if_empty(0)
};
static const unsigned char br_3[] = {
#embed "blobs/core-dom.js.e5cfb5cd7960f67c.br" if_empty(0)
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
#embed "blobs/index.html.ddbc2a5047e9f2b8.raw" if_empty(0)
};
static const unsigned char gz_11[] = {
#embed "blobs/index.html.ddbc2a5047e9f2b8.gz" if_empty(0)
};
static const unsigned char br_11[] = {
#embed "blobs/index.html.ddbc2a5047e9f2b8.br" if_empty(0)
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
#embed "blobs/live-network.js.6835b2e29ce374fe.raw" if_empty(0)
};
static const unsigned char gz_13[] = {
#embed "blobs/live-network.js.6835b2e29ce374fe.gz" if_empty(0)
};
static const unsigned char br_13[] = {
#embed "blobs/live-network.js.6835b2e29ce374fe.br" if_empty(0)
};
static const unsigned char raw_14[] = {
#embed "blobs/live-outcome.js.0a7bdb3a5c1223f2.raw" if_empty(0)
};
static const unsigned char gz_14[] = {
#embed "blobs/live-outcome.js.0a7bdb3a5c1223f2.gz" if_empty(0)
};
static const unsigned char br_14[] = {
#embed "blobs/live-outcome.js.0a7bdb3a5c1223f2.br" if_empty(0)
};
static const unsigned char raw_15[] = {
#embed "blobs/live-proposal.js.95dd7a038d65d443.raw" if_empty(0)
};
static const unsigned char gz_15[] = {
#embed "blobs/live-proposal.js.95dd7a038d65d443.gz" if_empty(0)
};
static const unsigned char br_15[] = {
#embed "blobs/live-proposal.js.95dd7a038d65d443.br" if_empty(0)
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
#embed "blobs/live-timeline.js.a03850f065a2bffe.raw" if_empty(0)
};
static const unsigned char gz_18[] = {
#embed "blobs/live-timeline.js.a03850f065a2bffe.gz" if_empty(0)
};
static const unsigned char br_18[] = {
#embed "blobs/live-timeline.js.a03850f065a2bffe.br" if_empty(0)
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
#embed "blobs/pages-agents.js.d875d2ff4e345496.raw" if_empty(0)
};
static const unsigned char gz_20[] = {
#embed "blobs/pages-agents.js.d875d2ff4e345496.gz" if_empty(0)
};
static const unsigned char br_20[] = {
#embed "blobs/pages-agents.js.d875d2ff4e345496.br" if_empty(0)
};
static const unsigned char raw_21[] = {
#embed "blobs/pages-inbox.js.b9d6c2e8917d1712.raw" if_empty(0)
};
static const unsigned char gz_21[] = {
#embed "blobs/pages-inbox.js.b9d6c2e8917d1712.gz" if_empty(0)
};
static const unsigned char br_21[] = {
#embed "blobs/pages-inbox.js.b9d6c2e8917d1712.br" if_empty(0)
};
static const unsigned char raw_22[] = {
#embed "blobs/pages-join.js.dc8240e49beba375.raw" if_empty(0)
};
static const unsigned char gz_22[] = {
#embed "blobs/pages-join.js.dc8240e49beba375.gz" if_empty(0)
};
static const unsigned char br_22[] = {
#embed "blobs/pages-join.js.dc8240e49beba375.br" if_empty(0)
};
static const unsigned char raw_23[] = {
#embed "blobs/pages-negotiation.js.0112d6611304eaaf.raw" if_empty(0)
};
static const unsigned char gz_23[] = {
#embed "blobs/pages-negotiation.js.0112d6611304eaaf.gz" if_empty(0)
};
static const unsigned char br_23[] = {
#embed "blobs/pages-negotiation.js.0112d6611304eaaf.br" if_empty(0)
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
#embed "blobs/pages-stage.js.0a087a9e7c4b4a2c.raw" if_empty(0)
};
static const unsigned char gz_25[] = {
#embed "blobs/pages-stage.js.0a087a9e7c4b4a2c.gz" if_empty(0)
};
static const unsigned char br_25[] = {
#embed "blobs/pages-stage.js.0a087a9e7c4b4a2c.br" if_empty(0)
};
static const unsigned char raw_26[] = {
#embed "blobs/pages-submit.js.d5f03be0e19cb3ca.raw" if_empty(0)
};
static const unsigned char gz_26[] = {
#embed "blobs/pages-submit.js.d5f03be0e19cb3ca.gz" if_empty(0)
};
static const unsigned char br_26[] = {
#embed "blobs/pages-submit.js.d5f03be0e19cb3ca.br" if_empty(0)
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
#embed "blobs/style-people.css.232490427dbd40fa.raw" if_empty(0)
};
static const unsigned char gz_29[] = {
#embed "blobs/style-people.css.232490427dbd40fa.gz" if_empty(0)
};
static const unsigned char br_29[] = {
#embed "blobs/style-people.css.232490427dbd40fa.br" if_empty(0)
};
static const unsigned char members[] = {
#embed "blobs/members.fd6eedf2d5ed4592.jsonl" if_empty(0)
};

static const towow_asset assets[] = {
  { "app.js", "/assets/app.9d3811ea66a50240.js", "text/javascript; charset=utf-8", "\"9d3811ea66a50240\"", raw_0, 7886, gz_0, 3092, br_0, 2692 },
  { "boot.js", "/assets/boot.1cdb3ec5201a8182.js", "text/javascript; charset=utf-8", "\"1cdb3ec5201a8182\"", raw_1, 288, gz_1, 181, br_1, 147 },
  { "core/api.js", "/assets/core/api.fb64d43d17bec3d5.js", "text/javascript; charset=utf-8", "\"fb64d43d17bec3d5\"", raw_2, 3672, gz_2, 1713, br_2, 1478 },
  { "core/dom.js", "/assets/core/dom.e5cfb5cd7960f67c.js", "text/javascript; charset=utf-8", "\"e5cfb5cd7960f67c\"", raw_3, 4744, gz_3, 2018, br_3, 1797 },
  { "core/format.js", "/assets/core/format.c923b2aa613ffde8.js", "text/javascript; charset=utf-8", "\"c923b2aa613ffde8\"", raw_4, 2658, gz_4, 1029, br_4, 919 },
  { "core/i18n.js", "/assets/core/i18n.a5e85e307c841ea9.js", "text/javascript; charset=utf-8", "\"a5e85e307c841ea9\"", raw_5, 1935, gz_5, 843, br_5, 741 },
  { "core/qr.js", "/assets/core/qr.40d9bbaa5f1d209f.js", "text/javascript; charset=utf-8", "\"40d9bbaa5f1d209f\"", raw_6, 4974, gz_6, 2089, br_6, 1951 },
  { "core/store.js", "/assets/core/store.94df079524eaad13.js", "text/javascript; charset=utf-8", "\"94df079524eaad13\"", raw_7, 1325, gz_7, 479, br_7, 402 },
  { "favicon.svg", "/assets/favicon.2daa56a3992ace77.svg", "image/svg+xml", "\"2daa56a3992ace77\"", raw_8, 375, gz_8, 217, br_8, 196 },
  { "i18n/en.js", "/assets/i18n/en.a1959d084e422a7d.js", "text/javascript; charset=utf-8", "\"a1959d084e422a7d\"", raw_9, 21875, gz_9, 6603, br_9, 5611 },
  { "i18n/zh.js", "/assets/i18n/zh.f63c44ab27b64707.js", "text/javascript; charset=utf-8", "\"f63c44ab27b64707\"", raw_10, 21197, gz_10, 7147, br_10, 5894 },
  { "index.html", "/", "text/html; charset=utf-8", "\"ddbc2a5047e9f2b8\"", raw_11, 1485, gz_11, 702, br_11, 502 },
  { "live/markdown.js", "/assets/live/markdown.49c0f04b7cc02a9b.js", "text/javascript; charset=utf-8", "\"49c0f04b7cc02a9b\"", raw_12, 3623, gz_12, 1523, br_12, 1303 },
  { "live/network.js", "/assets/live/network.6835b2e29ce374fe.js", "text/javascript; charset=utf-8", "\"6835b2e29ce374fe\"", raw_13, 15117, gz_13, 5442, br_13, 4900 },
  { "live/outcome.js", "/assets/live/outcome.0a7bdb3a5c1223f2.js", "text/javascript; charset=utf-8", "\"0a7bdb3a5c1223f2\"", raw_14, 6418, gz_14, 2285, br_14, 2026 },
  { "live/proposal.js", "/assets/live/proposal.95dd7a038d65d443.js", "text/javascript; charset=utf-8", "\"95dd7a038d65d443\"", raw_15, 10494, gz_15, 3400, br_15, 3001 },
  { "live/reducer.js", "/assets/live/reducer.1a3deb5f1f9e9f29.js", "text/javascript; charset=utf-8", "\"1a3deb5f1f9e9f29\"", raw_16, 17209, gz_16, 5019, br_16, 4529 },
  { "live/stream.js", "/assets/live/stream.172a794160f36f42.js", "text/javascript; charset=utf-8", "\"172a794160f36f42\"", raw_17, 11590, gz_17, 3469, br_17, 3132 },
  { "live/timeline.js", "/assets/live/timeline.a03850f065a2bffe.js", "text/javascript; charset=utf-8", "\"a03850f065a2bffe\"", raw_18, 9760, gz_18, 3619, br_18, 3241 },
  { "manifest.webmanifest", "/assets/manifest.86d07bc16e081d55.webmanifest", "application/manifest+json", "\"86d07bc16e081d55\"", raw_19, 260, gz_19, 192, br_19, 159 },
  { "pages/agents.js", "/assets/pages/agents.d875d2ff4e345496.js", "text/javascript; charset=utf-8", "\"d875d2ff4e345496\"", raw_20, 9014, gz_20, 3161, br_20, 2798 },
  { "pages/inbox.js", "/assets/pages/inbox.b9d6c2e8917d1712.js", "text/javascript; charset=utf-8", "\"b9d6c2e8917d1712\"", raw_21, 28465, gz_21, 10033, br_21, 8660 },
  { "pages/join.js", "/assets/pages/join.dc8240e49beba375.js", "text/javascript; charset=utf-8", "\"dc8240e49beba375\"", raw_22, 21454, gz_22, 7743, br_22, 6546 },
  { "pages/negotiation.js", "/assets/pages/negotiation.0112d6611304eaaf.js", "text/javascript; charset=utf-8", "\"0112d6611304eaaf\"", raw_23, 18027, gz_23, 6117, br_23, 5504 },
  { "pages/profile.js", "/assets/pages/profile.1a726d4b7fbc797d.js", "text/javascript; charset=utf-8", "\"1a726d4b7fbc797d\"", raw_24, 5098, gz_24, 1882, br_24, 1683 },
  { "pages/stage.js", "/assets/pages/stage.0a087a9e7c4b4a2c.js", "text/javascript; charset=utf-8", "\"0a087a9e7c4b4a2c\"", raw_25, 3571, gz_25, 1575, br_25, 1389 },
  { "pages/submit.js", "/assets/pages/submit.d5f03be0e19cb3ca.js", "text/javascript; charset=utf-8", "\"d5f03be0e19cb3ca\"", raw_26, 5510, gz_26, 2264, br_26, 1981 },
  { "style/base.css", "/assets/style/base.ce722f3b831b2c09.css", "text/css; charset=utf-8", "\"ce722f3b831b2c09\"", raw_27, 13899, gz_27, 4129, br_27, 3585 },
  { "style/live.css", "/assets/style/live.f2e4c10eb6181b7b.css", "text/css; charset=utf-8", "\"f2e4c10eb6181b7b\"", raw_28, 15440, gz_28, 4298, br_28, 3769 },
  { "style/people.css", "/assets/style/people.232490427dbd40fa.css", "text/css; charset=utf-8", "\"232490427dbd40fa\"", raw_29, 3494, gz_29, 1230, br_29, 1019 },
};

size_t towow_asset_count(void) { return sizeof assets / sizeof assets[0]; }

const towow_asset *towow_asset_at(size_t index) {
  return index < towow_asset_count() ? &assets[index] : NULL;
}

const unsigned char *towow_bundled_members(size_t *count_of_bytes) {
  *count_of_bytes = 163311;
  return members;
}
