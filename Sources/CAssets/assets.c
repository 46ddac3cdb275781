/* Made by Resources/embed.py; do not edit. */
#include "CAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char raw_0[] = {
#embed "blobs/app.js.88a2d875b6209634.raw" if_empty(0)
};
static const unsigned char gz_0[] = {
#embed "blobs/app.js.88a2d875b6209634.gz" if_empty(0)
};
static const unsigned char br_0[] = {
#embed "blobs/app.js.88a2d875b6209634.br" if_empty(0)
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
#embed "blobs/core-api.js.2d44bc083bb5be85.raw" if_empty(0)
};
static const unsigned char gz_2[] = {
#embed "blobs/core-api.js.2d44bc083bb5be85.gz" if_empty(0)
};
static const unsigned char br_2[] = {
#embed "blobs/core-api.js.2d44bc083bb5be85.br" if_empty(0)
};
static const unsigned char raw_3[] = {
#embed "blobs/core-dom.js.14c5ca553888af62.raw" if_empty(0)
};
static const unsigned char gz_3[] = {
#embed "blobs/core-dom.js.14c5ca553888af62.gz" if_empty(0)
};
static const unsigned char br_3[] = {
#embed "blobs/core-dom.js.14c5ca553888af62.br" if_empty(0)
};
static const unsigned char raw_4[] = {
#embed "blobs/core-format.js.640d848d70c8bb26.raw" if_empty(0)
};
static const unsigned char gz_4[] = {
#embed "blobs/core-format.js.640d848d70c8bb26.gz" if_empty(0)
};
static const unsigned char br_4[] = {
#embed "blobs/core-format.js.640d848d70c8bb26.br" if_empty(0)
};
static const unsigned char raw_5[] = {
#embed "blobs/core-i18n.js.2f7e03b4530f63f0.raw" if_empty(0)
};
static const unsigned char gz_5[] = {
#embed "blobs/core-i18n.js.2f7e03b4530f63f0.gz" if_empty(0)
};
static const unsigned char br_5[] = {
#embed "blobs/core-i18n.js.2f7e03b4530f63f0.br" if_empty(0)
};
static const unsigned char raw_6[] = {
#embed "blobs/core-store.js.94df079524eaad13.raw" if_empty(0)
};
static const unsigned char gz_6[] = {
#embed "blobs/core-store.js.94df079524eaad13.gz" if_empty(0)
};
static const unsigned char br_6[] = {
#embed "blobs/core-store.js.94df079524eaad13.br" if_empty(0)
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
#embed "blobs/i18n-en.js.930d83d9714dd7ab.raw" if_empty(0)
};
static const unsigned char gz_8[] = {
#embed "blobs/i18n-en.js.930d83d9714dd7ab.gz" if_empty(0)
};
static const unsigned char br_8[] = {
#embed "blobs/i18n-en.js.930d83d9714dd7ab.br" if_empty(0)
};
static const unsigned char raw_9[] = {
#embed "blobs/i18n-zh.js.b1bc4659f6df5141.raw" if_empty(0)
};
static const unsigned char gz_9[] = {
#embed "blobs/i18n-zh.js.b1bc4659f6df5141.gz" if_empty(0)
};
static const unsigned char br_9[] = {
#embed "blobs/i18n-zh.js.b1bc4659f6df5141.br" if_empty(0)
};
static const unsigned char raw_10[] = {
#embed "blobs/index.html.5666675a307001cc.raw" if_empty(0)
};
static const unsigned char gz_10[] = {
#embed "blobs/index.html.5666675a307001cc.gz" if_empty(0)
};
static const unsigned char br_10[] = {
#embed "blobs/index.html.5666675a307001cc.br" if_empty(0)
};
static const unsigned char raw_11[] = {
#embed "blobs/live-markdown.js.e4e98eea70b5f732.raw" if_empty(0)
};
static const unsigned char gz_11[] = {
#embed "blobs/live-markdown.js.e4e98eea70b5f732.gz" if_empty(0)
};
static const unsigned char br_11[] = {
#embed "blobs/live-markdown.js.e4e98eea70b5f732.br" if_empty(0)
};
static const unsigned char raw_12[] = {
#embed "blobs/live-network.js.2ec38dbf6d2b3806.raw" if_empty(0)
};
static const unsigned char gz_12[] = {
#embed "blobs/live-network.js.2ec38dbf6d2b3806.gz" if_empty(0)
};
static const unsigned char br_12[] = {
#embed "blobs/live-network.js.2ec38dbf6d2b3806.br" if_empty(0)
};
static const unsigned char raw_13[] = {
#embed "blobs/live-outcome.js.c3a289cc93d4ed11.raw" if_empty(0)
};
static const unsigned char gz_13[] = {
#embed "blobs/live-outcome.js.c3a289cc93d4ed11.gz" if_empty(0)
};
static const unsigned char br_13[] = {
#embed "blobs/live-outcome.js.c3a289cc93d4ed11.br" if_empty(0)
};
static const unsigned char raw_14[] = {
#embed "blobs/live-proposal.js.4ff6e0004e1fb4c9.raw" if_empty(0)
};
static const unsigned char gz_14[] = {
#embed "blobs/live-proposal.js.4ff6e0004e1fb4c9.gz" if_empty(0)
};
static const unsigned char br_14[] = {
#embed "blobs/live-proposal.js.4ff6e0004e1fb4c9.br" if_empty(0)
};
static const unsigned char raw_15[] = {
#embed "blobs/live-reducer.js.8bee3a69e0bbba56.raw" if_empty(0)
};
static const unsigned char gz_15[] = {
#embed "blobs/live-reducer.js.8bee3a69e0bbba56.gz" if_empty(0)
};
static const unsigned char br_15[] = {
#embed "blobs/live-reducer.js.8bee3a69e0bbba56.br" if_empty(0)
};
static const unsigned char raw_16[] = {
#embed "blobs/live-stream.js.afdca3da53c7434c.raw" if_empty(0)
};
static const unsigned char gz_16[] = {
#embed "blobs/live-stream.js.afdca3da53c7434c.gz" if_empty(0)
};
static const unsigned char br_16[] = {
#embed "blobs/live-stream.js.afdca3da53c7434c.br" if_empty(0)
};
static const unsigned char raw_17[] = {
#embed "blobs/live-timeline.js.f818e3eee2dc0618.raw" if_empty(0)
};
static const unsigned char gz_17[] = {
#embed "blobs/live-timeline.js.f818e3eee2dc0618.gz" if_empty(0)
};
static const unsigned char br_17[] = {
#embed "blobs/live-timeline.js.f818e3eee2dc0618.br" if_empty(0)
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
#embed "blobs/pages-agents.js.935e3bbeb993af23.raw" if_empty(0)
};
static const unsigned char gz_19[] = {
#embed "blobs/pages-agents.js.935e3bbeb993af23.gz" if_empty(0)
};
static const unsigned char br_19[] = {
#embed "blobs/pages-agents.js.935e3bbeb993af23.br" if_empty(0)
};
static const unsigned char raw_20[] = {
#embed "blobs/pages-negotiation.js.c0d7339da5481d98.raw" if_empty(0)
};
static const unsigned char gz_20[] = {
#embed "blobs/pages-negotiation.js.c0d7339da5481d98.gz" if_empty(0)
};
static const unsigned char br_20[] = {
#embed "blobs/pages-negotiation.js.c0d7339da5481d98.br" if_empty(0)
};
static const unsigned char raw_21[] = {
#embed "blobs/pages-submit.js.532c134e444556c8.raw" if_empty(0)
};
static const unsigned char gz_21[] = {
#embed "blobs/pages-submit.js.532c134e444556c8.gz" if_empty(0)
};
static const unsigned char br_21[] = {
#embed "blobs/pages-submit.js.532c134e444556c8.br" if_empty(0)
};
static const unsigned char raw_22[] = {
#embed "blobs/style-base.css.7ff7cf2c6457003e.raw" if_empty(0)
};
static const unsigned char gz_22[] = {
#embed "blobs/style-base.css.7ff7cf2c6457003e.gz" if_empty(0)
};
static const unsigned char br_22[] = {
#embed "blobs/style-base.css.7ff7cf2c6457003e.br" if_empty(0)
};
static const unsigned char raw_23[] = {
#embed "blobs/style-live.css.a3fbf1509a41edf4.raw" if_empty(0)
};
static const unsigned char gz_23[] = {
#embed "blobs/style-live.css.a3fbf1509a41edf4.gz" if_empty(0)
};
static const unsigned char br_23[] = {
#embed "blobs/style-live.css.a3fbf1509a41edf4.br" if_empty(0)
};
static const unsigned char members[] = {
#embed "blobs/members.fd6eedf2d5ed4592.jsonl" if_empty(0)
};

static const towow_asset assets[] = {
  { "app.js", "/assets/app.88a2d875b6209634.js", "text/javascript; charset=utf-8", "\"88a2d875b6209634\"", raw_0, 7862, gz_0, 3052, br_0, 2662 },
  { "boot.js", "/assets/boot.1cdb3ec5201a8182.js", "text/javascript; charset=utf-8", "\"1cdb3ec5201a8182\"", raw_1, 288, gz_1, 181, br_1, 147 },
  { "core/api.js", "/assets/core/api.2d44bc083bb5be85.js", "text/javascript; charset=utf-8", "\"2d44bc083bb5be85\"", raw_2, 2704, gz_2, 1288, br_2, 1092 },
  { "core/dom.js", "/assets/core/dom.14c5ca553888af62.js", "text/javascript; charset=utf-8", "\"14c5ca553888af62\"", raw_3, 4468, gz_3, 1934, br_3, 1712 },
  { "core/format.js", "/assets/core/format.640d848d70c8bb26.js", "text/javascript; charset=utf-8", "\"640d848d70c8bb26\"", raw_4, 2658, gz_4, 1029, br_4, 917 },
  { "core/i18n.js", "/assets/core/i18n.2f7e03b4530f63f0.js", "text/javascript; charset=utf-8", "\"2f7e03b4530f63f0\"", raw_5, 1935, gz_5, 843, br_5, 744 },
  { "core/store.js", "/assets/core/store.94df079524eaad13.js", "text/javascript; charset=utf-8", "\"94df079524eaad13\"", raw_6, 1325, gz_6, 479, br_6, 402 },
  { "favicon.svg", "/assets/favicon.2daa56a3992ace77.svg", "image/svg+xml", "\"2daa56a3992ace77\"", raw_7, 375, gz_7, 217, br_7, 196 },
  { "i18n/en.js", "/assets/i18n/en.930d83d9714dd7ab.js", "text/javascript; charset=utf-8", "\"930d83d9714dd7ab\"", raw_8, 20481, gz_8, 6170, br_8, 5232 },
  { "i18n/zh.js", "/assets/i18n/zh.b1bc4659f6df5141.js", "text/javascript; charset=utf-8", "\"b1bc4659f6df5141\"", raw_9, 19776, gz_9, 6683, br_9, 5502 },
  { "index.html", "/", "text/html; charset=utf-8", "\"5666675a307001cc\"", raw_10, 1409, gz_10, 684, br_10, 487 },
  { "live/markdown.js", "/assets/live/markdown.e4e98eea70b5f732.js", "text/javascript; charset=utf-8", "\"e4e98eea70b5f732\"", raw_11, 3623, gz_11, 1526, br_11, 1306 },
  { "live/network.js", "/assets/live/network.2ec38dbf6d2b3806.js", "text/javascript; charset=utf-8", "\"2ec38dbf6d2b3806\"", raw_12, 13869, gz_12, 5013, br_12, 4497 },
  { "live/outcome.js", "/assets/live/outcome.c3a289cc93d4ed11.js", "text/javascript; charset=utf-8", "\"c3a289cc93d4ed11\"", raw_13, 6367, gz_13, 2279, br_13, 2015 },
  { "live/proposal.js", "/assets/live/proposal.4ff6e0004e1fb4c9.js", "text/javascript; charset=utf-8", "\"4ff6e0004e1fb4c9\"", raw_14, 10188, gz_14, 3313, br_14, 2937 },
  { "live/reducer.js", "/assets/live/reducer.8bee3a69e0bbba56.js", "text/javascript; charset=utf-8", "\"8bee3a69e0bbba56\"", raw_15, 16821, gz_15, 4876, br_15, 4402 },
  { "live/stream.js", "/assets/live/stream.afdca3da53c7434c.js", "text/javascript; charset=utf-8", "\"afdca3da53c7434c\"", raw_16, 6932, gz_16, 2068, br_16, 1843 },
  { "live/timeline.js", "/assets/live/timeline.f818e3eee2dc0618.js", "text/javascript; charset=utf-8", "\"f818e3eee2dc0618\"", raw_17, 8727, gz_17, 3248, br_17, 2883 },
  { "manifest.webmanifest", "/assets/manifest.86d07bc16e081d55.webmanifest", "application/manifest+json", "\"86d07bc16e081d55\"", raw_18, 260, gz_18, 192, br_18, 159 },
  { "pages/agents.js", "/assets/pages/agents.935e3bbeb993af23.js", "text/javascript; charset=utf-8", "\"935e3bbeb993af23\"", raw_19, 6789, gz_19, 2353, br_19, 2046 },
  { "pages/negotiation.js", "/assets/pages/negotiation.c0d7339da5481d98.js", "text/javascript; charset=utf-8", "\"c0d7339da5481d98\"", raw_20, 15978, gz_20, 5476, br_20, 4906 },
  { "pages/submit.js", "/assets/pages/submit.532c134e444556c8.js", "text/javascript; charset=utf-8", "\"532c134e444556c8\"", raw_21, 4752, gz_21, 2012, br_21, 1760 },
  { "style/base.css", "/assets/style/base.7ff7cf2c6457003e.css", "text/css; charset=utf-8", "\"7ff7cf2c6457003e\"", raw_22, 13475, gz_22, 4060, br_22, 3527 },
  { "style/live.css", "/assets/style/live.a3fbf1509a41edf4.css", "text/css; charset=utf-8", "\"a3fbf1509a41edf4\"", raw_23, 12274, gz_23, 3534, br_23, 3063 },
};

size_t towow_asset_count(void) { return sizeof assets / sizeof assets[0]; }

const towow_asset *towow_asset_at(size_t index) {
  return index < towow_asset_count() ? &assets[index] : NULL;
}

const unsigned char *towow_bundled_members(size_t *count_of_bytes) {
  *count_of_bytes = 163311;
  return members;
}
