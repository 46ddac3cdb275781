/* Made by Resources/embed.py; do not edit. */
#include "CAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char raw_0[] = {
#embed "blobs/app.js.8e8b460af3f8e0c5.raw" if_empty(0)
};
static const unsigned char gz_0[] = {
#embed "blobs/app.js.8e8b460af3f8e0c5.gz" if_empty(0)
};
static const unsigned char br_0[] = {
#embed "blobs/app.js.8e8b460af3f8e0c5.br" if_empty(0)
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
#embed "blobs/core-api.js.d0d37bc8c88861e7.raw" if_empty(0)
};
static const unsigned char gz_2[] = {
#embed "blobs/core-api.js.d0d37bc8c88861e7.gz" if_empty(0)
};
static const unsigned char br_2[] = {
#embed "blobs/core-api.js.d0d37bc8c88861e7.br" if_empty(0)
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
#embed "blobs/core-format.js.ae83788d575715f5.raw" if_empty(0)
};
static const unsigned char gz_4[] = {
#embed "blobs/core-format.js.ae83788d575715f5.gz" if_empty(0)
};
static const unsigned char br_4[] = {
#embed "blobs/core-format.js.ae83788d575715f5.br" if_empty(0)
};
static const unsigned char raw_5[] = {
#embed "blobs/core-i18n.js.1b8142c5ecd07be5.raw" if_empty(0)
};
static const unsigned char gz_5[] = {
#embed "blobs/core-i18n.js.1b8142c5ecd07be5.gz" if_empty(0)
};
static const unsigned char br_5[] = {
#embed "blobs/core-i18n.js.1b8142c5ecd07be5.br" if_empty(0)
};
static const unsigned char raw_6[] = {
#embed "blobs/core-qr.js.60ae16a7e01344a5.raw" if_empty(0)
};
static const unsigned char gz_6[] = {
#embed "blobs/core-qr.js.60ae16a7e01344a5.gz" if_empty(0)
};
static const unsigned char br_6[] = {
#embed "blobs/core-qr.js.60ae16a7e01344a5.br" if_empty(0)
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
#embed "blobs/i18n-en.js.70474c8676864d6a.raw" if_empty(0)
};
static const unsigned char gz_9[] = {
#embed "blobs/i18n-en.js.70474c8676864d6a.gz" if_empty(0)
};
static const unsigned char br_9[] = {
#embed "blobs/i18n-en.js.70474c8676864d6a.br" if_empty(0)
};
static const unsigned char raw_10[] = {
#embed "blobs/i18n-zh.js.168b14adbd924c70.raw" if_empty(0)
};
static const unsigned char gz_10[] = {
#embed "blobs/i18n-zh.js.168b14adbd924c70.gz" if_empty(0)
};
static const unsigned char br_10[] = {
#embed "blobs/i18n-zh.js.168b14adbd924c70.br" if_empty(0)
};
static const unsigned char raw_11[] = {
#embed "blobs/index.html.b56b41a2f13063f3.raw" if_empty(0)
};
static const unsigned char gz_11[] = {
#embed "blobs/index.html.b56b41a2f13063f3.gz" if_empty(0)
};
static const unsigned char br_11[] = {
#embed "blobs/index.html.b56b41a2f13063f3.br" if_empty(0)
};
static const unsigned char raw_12[] = {
#embed "blobs/live-markdown.js.5dd73fcc93cd7911.raw" if_empty(0)
};
static const unsigned char gz_12[] = {
#embed "blobs/live-markdown.js.5dd73fcc93cd7911.gz" if_empty(0)
};
static const unsigned char br_12[] = {
#embed "blobs/live-markdown.js.5dd73fcc93cd7911.br" if_empty(0)
};
static const unsigned char raw_13[] = {
#embed "blobs/live-network.js.cb95d29f27970219.raw" if_empty(0)
};
static const unsigned char gz_13[] = {
#embed "blobs/live-network.js.cb95d29f27970219.gz" if_empty(0)
};
static const unsigned char br_13[] = {
#embed "blobs/live-network.js.cb95d29f27970219.br" if_empty(0)
};
static const unsigned char raw_14[] = {
#embed "blobs/live-outcome.js.fc7b55c22cbf3ea9.raw" if_empty(0)
};
static const unsigned char gz_14[] = {
#embed "blobs/live-outcome.js.fc7b55c22cbf3ea9.gz" if_empty(0)
};
static const unsigned char br_14[] = {
#embed "blobs/live-outcome.js.fc7b55c22cbf3ea9.br" if_empty(0)
};
static const unsigned char raw_15[] = {
#embed "blobs/live-proposal.js.c82b3be96a52a88d.raw" if_empty(0)
};
static const unsigned char gz_15[] = {
#embed "blobs/live-proposal.js.c82b3be96a52a88d.gz" if_empty(0)
};
static const unsigned char br_15[] = {
#embed "blobs/live-proposal.js.c82b3be96a52a88d.br" if_empty(0)
};
static const unsigned char raw_16[] = {
#embed "blobs/live-reducer.js.79f2778040b8b8ea.raw" if_empty(0)
};
static const unsigned char gz_16[] = {
#embed "blobs/live-reducer.js.79f2778040b8b8ea.gz" if_empty(0)
};
static const unsigned char br_16[] = {
#embed "blobs/live-reducer.js.79f2778040b8b8ea.br" if_empty(0)
};
static const unsigned char raw_17[] = {
#embed "blobs/live-stream.js.f69d689c1fb4aafb.raw" if_empty(0)
};
static const unsigned char gz_17[] = {
#embed "blobs/live-stream.js.f69d689c1fb4aafb.gz" if_empty(0)
};
static const unsigned char br_17[] = {
#embed "blobs/live-stream.js.f69d689c1fb4aafb.br" if_empty(0)
};
static const unsigned char raw_18[] = {
#embed "blobs/live-timeline.js.1bc86ba20b5f9ab2.raw" if_empty(0)
};
static const unsigned char gz_18[] = {
#embed "blobs/live-timeline.js.1bc86ba20b5f9ab2.gz" if_empty(0)
};
static const unsigned char br_18[] = {
#embed "blobs/live-timeline.js.1bc86ba20b5f9ab2.br" if_empty(0)
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
#embed "blobs/pages-agents.js.4fec016d4c74c146.raw" if_empty(0)
};
static const unsigned char gz_20[] = {
#embed "blobs/pages-agents.js.4fec016d4c74c146.gz" if_empty(0)
};
static const unsigned char br_20[] = {
#embed "blobs/pages-agents.js.4fec016d4c74c146.br" if_empty(0)
};
static const unsigned char raw_21[] = {
#embed "blobs/pages-negotiation.js.00ae11dd237488b2.raw" if_empty(0)
};
static const unsigned char gz_21[] = {
#embed "blobs/pages-negotiation.js.00ae11dd237488b2.gz" if_empty(0)
};
static const unsigned char br_21[] = {
#embed "blobs/pages-negotiation.js.00ae11dd237488b2.br" if_empty(0)
};
static const unsigned char raw_22[] = {
#embed "blobs/pages-stage.js.79b99cc469789e96.raw" if_empty(0)
};
static const unsigned char gz_22[] = {
#embed "blobs/pages-stage.js.79b99cc469789e96.gz" if_empty(0)
};
static const unsigned char br_22[] = {
#embed "blobs/pages-stage.js.79b99cc469789e96.br" if_empty(0)
};
static const unsigned char raw_23[] = {
#embed "blobs/pages-submit.js.591cc2f0a6a2d0df.raw" if_empty(0)
};
static const unsigned char gz_23[] = {
#embed "blobs/pages-submit.js.591cc2f0a6a2d0df.gz" if_empty(0)
};
static const unsigned char br_23[] = {
#embed "blobs/pages-submit.js.591cc2f0a6a2d0df.br" if_empty(0)
};
static const unsigned char raw_24[] = {
#embed "blobs/style-base.css.7ff7cf2c6457003e.raw" if_empty(0)
};
static const unsigned char gz_24[] = {
#embed "blobs/style-base.css.7ff7cf2c6457003e.gz" if_empty(0)
};
static const unsigned char br_24[] = {
#embed "blobs/style-base.css.7ff7cf2c6457003e.br" if_empty(0)
};
static const unsigned char raw_25[] = {
#embed "blobs/style-live.css.54d6b0eef0fdc556.raw" if_empty(0)
};
static const unsigned char gz_25[] = {
#embed "blobs/style-live.css.54d6b0eef0fdc556.gz" if_empty(0)
};
static const unsigned char br_25[] = {
#embed "blobs/style-live.css.54d6b0eef0fdc556.br" if_empty(0)
};
static const unsigned char members[] = {
#embed "blobs/members.fd6eedf2d5ed4592.jsonl" if_empty(0)
};

static const towow_asset assets[] = {
  { "app.js", "/assets/app.8e8b460af3f8e0c5.js", "text/javascript; charset=utf-8", "\"8e8b460af3f8e0c5\"", raw_0, 7896, gz_0, 3078, br_0, 2684 },
  { "boot.js", "/assets/boot.1cdb3ec5201a8182.js", "text/javascript; charset=utf-8", "\"1cdb3ec5201a8182\"", raw_1, 288, gz_1, 181, br_1, 147 },
  { "core/api.js", "/assets/core/api.d0d37bc8c88861e7.js", "text/javascript; charset=utf-8", "\"d0d37bc8c88861e7\"", raw_2, 2704, gz_2, 1287, br_2, 1090 },
  { "core/dom.js", "/assets/core/dom.f075fb264942fd78.js", "text/javascript; charset=utf-8", "\"f075fb264942fd78\"", raw_3, 4629, gz_3, 1989, br_3, 1758 },
  { "core/format.js", "/assets/core/format.ae83788d575715f5.js", "text/javascript; charset=utf-8", "\"ae83788d575715f5\"", raw_4, 2658, gz_4, 1029, br_4, 916 },
  { "core/i18n.js", "/assets/core/i18n.1b8142c5ecd07be5.js", "text/javascript; charset=utf-8", "\"1b8142c5ecd07be5\"", raw_5, 1935, gz_5, 843, br_5, 742 },
  { "core/qr.js", "/assets/core/qr.60ae16a7e01344a5.js", "text/javascript; charset=utf-8", "\"60ae16a7e01344a5\"", raw_6, 4974, gz_6, 2084, br_6, 1950 },
  { "core/store.js", "/assets/core/store.94df079524eaad13.js", "text/javascript; charset=utf-8", "\"94df079524eaad13\"", raw_7, 1325, gz_7, 479, br_7, 402 },
  { "favicon.svg", "/assets/favicon.2daa56a3992ace77.svg", "image/svg+xml", "\"2daa56a3992ace77\"", raw_8, 375, gz_8, 217, br_8, 196 },
  { "i18n/en.js", "/assets/i18n/en.70474c8676864d6a.js", "text/javascript; charset=utf-8", "\"70474c8676864d6a\"", raw_9, 21279, gz_9, 6420, br_9, 5445 },
  { "i18n/zh.js", "/assets/i18n/zh.168b14adbd924c70.js", "text/javascript; charset=utf-8", "\"168b14adbd924c70\"", raw_10, 20582, gz_10, 6963, br_10, 5745 },
  { "index.html", "/", "text/html; charset=utf-8", "\"b56b41a2f13063f3\"", raw_11, 1409, gz_11, 684, br_11, 488 },
  { "live/markdown.js", "/assets/live/markdown.5dd73fcc93cd7911.js", "text/javascript; charset=utf-8", "\"5dd73fcc93cd7911\"", raw_12, 3623, gz_12, 1525, br_12, 1309 },
  { "live/network.js", "/assets/live/network.cb95d29f27970219.js", "text/javascript; charset=utf-8", "\"cb95d29f27970219\"", raw_13, 14061, gz_13, 5089, br_13, 4582 },
  { "live/outcome.js", "/assets/live/outcome.fc7b55c22cbf3ea9.js", "text/javascript; charset=utf-8", "\"fc7b55c22cbf3ea9\"", raw_14, 6367, gz_14, 2280, br_14, 2022 },
  { "live/proposal.js", "/assets/live/proposal.c82b3be96a52a88d.js", "text/javascript; charset=utf-8", "\"c82b3be96a52a88d\"", raw_15, 10188, gz_15, 3313, br_15, 2922 },
  { "live/reducer.js", "/assets/live/reducer.79f2778040b8b8ea.js", "text/javascript; charset=utf-8", "\"79f2778040b8b8ea\"", raw_16, 17170, gz_16, 5003, br_16, 4511 },
  { "live/stream.js", "/assets/live/stream.f69d689c1fb4aafb.js", "text/javascript; charset=utf-8", "\"f69d689c1fb4aafb\"", raw_17, 11313, gz_17, 3403, br_17, 3073 },
  { "live/timeline.js", "/assets/live/timeline.1bc86ba20b5f9ab2.js", "text/javascript; charset=utf-8", "\"1bc86ba20b5f9ab2\"", raw_18, 9760, gz_18, 3622, br_18, 3233 },
  { "manifest.webmanifest", "/assets/manifest.86d07bc16e081d55.webmanifest", "application/manifest+json", "\"86d07bc16e081d55\"", raw_19, 260, gz_19, 192, br_19, 159 },
  { "pages/agents.js", "/assets/pages/agents.4fec016d4c74c146.js", "text/javascript; charset=utf-8", "\"4fec016d4c74c146\"", raw_20, 6789, gz_20, 2352, br_20, 2047 },
  { "pages/negotiation.js", "/assets/pages/negotiation.00ae11dd237488b2.js", "text/javascript; charset=utf-8", "\"00ae11dd237488b2\"", raw_21, 18809, gz_21, 6331, br_21, 5698 },
  { "pages/stage.js", "/assets/pages/stage.79b99cc469789e96.js", "text/javascript; charset=utf-8", "\"79b99cc469789e96\"", raw_22, 3571, gz_22, 1575, br_22, 1384 },
  { "pages/submit.js", "/assets/pages/submit.591cc2f0a6a2d0df.js", "text/javascript; charset=utf-8", "\"591cc2f0a6a2d0df\"", raw_23, 4752, gz_23, 2006, br_23, 1752 },
  { "style/base.css", "/assets/style/base.7ff7cf2c6457003e.css", "text/css; charset=utf-8", "\"7ff7cf2c6457003e\"", raw_24, 13475, gz_24, 4060, br_24, 3527 },
  { "style/live.css", "/assets/style/live.54d6b0eef0fdc556.css", "text/css; charset=utf-8", "\"54d6b0eef0fdc556\"", raw_25, 15087, gz_25, 4182, br_25, 3670 },
};

size_t towow_asset_count(void) { return sizeof assets / sizeof assets[0]; }

const towow_asset *towow_asset_at(size_t index) {
  return index < towow_asset_count() ? &assets[index] : NULL;
}

const unsigned char *towow_bundled_members(size_t *count_of_bytes) {
  *count_of_bytes = 163311;
  return members;
}
