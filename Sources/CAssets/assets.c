/* Made by Resources/embed.py; do not edit. */
#include "CAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char raw_0[] = {
#embed "blobs/app.js.204e1c01965e9f3c.raw" if_empty(0)
};
static const unsigned char gz_0[] = {
#embed "blobs/app.js.204e1c01965e9f3c.gz" if_empty(0)
};
static const unsigned char br_0[] = {
#embed "blobs/app.js.204e1c01965e9f3c.br" if_empty(0)
};
static const unsigned char raw_1[] = {
#embed "blobs/boot.js.2192198d2e6312cf.raw" if_empty(0)
};
static const unsigned char gz_1[] = {
#embed "blobs/boot.js.2192198d2e6312cf.gz" if_empty(0)
};
static const unsigned char br_1[] = {
#embed "blobs/boot.js.2192198d2e6312cf.br" if_empty(0)
};
static const unsigned char raw_2[] = {
#embed "blobs/core-api.js.17344ea323f7ab0c.raw" if_empty(0)
};
static const unsigned char gz_2[] = {
#embed "blobs/core-api.js.17344ea323f7ab0c.gz" if_empty(0)
};
static const unsigned char br_2[] = {
#embed "blobs/core-api.js.17344ea323f7ab0c.br" if_empty(0)
};
static const unsigned char raw_3[] = {
#embed "blobs/core-dom.js.6b0dce7b8600443b.raw" if_empty(0)
};
static const unsigned char gz_3[] = {
#embed "blobs/core-dom.js.6b0dce7b8600443b.gz" if_empty(0)
};
static const unsigned char br_3[] = {
#embed "blobs/core-dom.js.6b0dce7b8600443b.br" if_empty(0)
};
static const unsigned char raw_4[] = {
#embed "blobs/core-format.js.35687ee321b11e51.raw" if_empty(0)
};
static const unsigned char gz_4[] = {
#embed "blobs/core-format.js.35687ee321b11e51.gz" if_empty(0)
};
static const unsigned char br_4[] = {
#embed "blobs/core-format.js.35687ee321b11e51.br" if_empty(0)
};
static const unsigned char raw_5[] = {
#embed "blobs/core-i18n.js.3fea51205ff717ac.raw" if_empty(0)
};
static const unsigned char gz_5[] = {
#embed "blobs/core-i18n.js.3fea51205ff717ac.gz" if_empty(0)
};
static const unsigned char br_5[] = {
#embed "blobs/core-i18n.js.3fea51205ff717ac.br" if_empty(0)
};
static const unsigned char raw_6[] = {
#embed "blobs/core-qr.js.aea10167895f4a88.raw" if_empty(0)
};
static const unsigned char gz_6[] = {
#embed "blobs/core-qr.js.aea10167895f4a88.gz" if_empty(0)
};
static const unsigned char br_6[] = {
#embed "blobs/core-qr.js.aea10167895f4a88.br" if_empty(0)
};
static const unsigned char raw_7[] = {
#embed "blobs/core-store.js.086e61e3b9a45179.raw" if_empty(0)
};
static const unsigned char gz_7[] = {
#embed "blobs/core-store.js.086e61e3b9a45179.gz" if_empty(0)
};
static const unsigned char br_7[] = {
#embed "blobs/core-store.js.086e61e3b9a45179.br" if_empty(0)
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
#embed "blobs/i18n-en.js.26d0872bfcc5ec12.raw" if_empty(0)
};
static const unsigned char gz_9[] = {
#embed "blobs/i18n-en.js.26d0872bfcc5ec12.gz" if_empty(0)
};
static const unsigned char br_9[] = {
#embed "blobs/i18n-en.js.26d0872bfcc5ec12.br" if_empty(0)
};
static const unsigned char raw_10[] = {
#embed "blobs/i18n-keys.js.e7dc34d0ce08df12.raw" if_empty(0)
};
static const unsigned char gz_10[] = {
#embed "blobs/i18n-keys.js.e7dc34d0ce08df12.gz" if_empty(0)
};
static const unsigned char br_10[] = {
#embed "blobs/i18n-keys.js.e7dc34d0ce08df12.br" if_empty(0)
};
static const unsigned char raw_11[] = {
#embed "blobs/i18n-zh.js.c16d2095c0969fce.raw" if_empty(0)
};
static const unsigned char gz_11[] = {
#embed "blobs/i18n-zh.js.c16d2095c0969fce.gz" if_empty(0)
};
static const unsigned char br_11[] = {
#embed "blobs/i18n-zh.js.c16d2095c0969fce.br" if_empty(0)
};
static const unsigned char raw_12[] = {
#embed "blobs/index.html.7860cd911d087bd3.raw" if_empty(0)
};
static const unsigned char gz_12[] = {
#embed "blobs/index.html.7860cd911d087bd3.gz" if_empty(0)
};
static const unsigned char br_12[] = {
#embed "blobs/index.html.7860cd911d087bd3.br" if_empty(0)
};
static const unsigned char raw_13[] = {
#embed "blobs/live-markdown.js.1070d23f91b44073.raw" if_empty(0)
};
static const unsigned char gz_13[] = {
#embed "blobs/live-markdown.js.1070d23f91b44073.gz" if_empty(0)
};
static const unsigned char br_13[] = {
#embed "blobs/live-markdown.js.1070d23f91b44073.br" if_empty(0)
};
static const unsigned char raw_14[] = {
#embed "blobs/live-network.js.139bfcc8a32d78dc.raw" if_empty(0)
};
static const unsigned char gz_14[] = {
#embed "blobs/live-network.js.139bfcc8a32d78dc.gz" if_empty(0)
};
static const unsigned char br_14[] = {
#embed "blobs/live-network.js.139bfcc8a32d78dc.br" if_empty(0)
};
static const unsigned char raw_15[] = {
#embed "blobs/live-outcome.js.a7553d05752fdcea.raw" if_empty(0)
};
static const unsigned char gz_15[] = {
#embed "blobs/live-outcome.js.a7553d05752fdcea.gz" if_empty(0)
};
static const unsigned char br_15[] = {
#embed "blobs/live-outcome.js.a7553d05752fdcea.br" if_empty(0)
};
static const unsigned char raw_16[] = {
#embed "blobs/live-proposal.js.b0b8d25a468d71c3.raw" if_empty(0)
};
static const unsigned char gz_16[] = {
#embed "blobs/live-proposal.js.b0b8d25a468d71c3.gz" if_empty(0)
};
static const unsigned char br_16[] = {
#embed "blobs/live-proposal.js.b0b8d25a468d71c3.br" if_empty(0)
};
static const unsigned char raw_17[] = {
#embed "blobs/live-reducer.js.6175f2464079eab0.raw" if_empty(0)
};
static const unsigned char gz_17[] = {
#embed "blobs/live-reducer.js.6175f2464079eab0.gz" if_empty(0)
};
static const unsigned char br_17[] = {
#embed "blobs/live-reducer.js.6175f2464079eab0.br" if_empty(0)
};
static const unsigned char raw_18[] = {
#embed "blobs/live-stream.js.acdd0608bed8247c.raw" if_empty(0)
};
static const unsigned char gz_18[] = {
#embed "blobs/live-stream.js.acdd0608bed8247c.gz" if_empty(0)
};
static const unsigned char br_18[] = {
#embed "blobs/live-stream.js.acdd0608bed8247c.br" if_empty(0)
};
static const unsigned char raw_19[] = {
#embed "blobs/live-timeline.js.7fc6ba74b9170585.raw" if_empty(0)
};
static const unsigned char gz_19[] = {
#embed "blobs/live-timeline.js.7fc6ba74b9170585.gz" if_empty(0)
};
static const unsigned char br_19[] = {
#embed "blobs/live-timeline.js.7fc6ba74b9170585.br" if_empty(0)
};
static const unsigned char raw_20[] = {
#embed "blobs/manifest.webmanifest.86d07bc16e081d55.raw" if_empty(0)
};
static const unsigned char gz_20[] = {
#embed "blobs/manifest.webmanifest.86d07bc16e081d55.gz" if_empty(0)
};
static const unsigned char br_20[] = {
#embed "blobs/manifest.webmanifest.86d07bc16e081d55.br" if_empty(0)
};
static const unsigned char raw_21[] = {
#embed "blobs/pages-admin.js.9ea17a063a698216.raw" if_empty(0)
};
static const unsigned char gz_21[] = {
#embed "blobs/pages-admin.js.9ea17a063a698216.gz" if_empty(0)
};
static const unsigned char br_21[] = {
#embed "blobs/pages-admin.js.9ea17a063a698216.br" if_empty(0)
};
static const unsigned char raw_22[] = {
#embed "blobs/pages-agents.js.d2ffac7a9d6e7db4.raw" if_empty(0)
};
static const unsigned char gz_22[] = {
#embed "blobs/pages-agents.js.d2ffac7a9d6e7db4.gz" if_empty(0)
};
static const unsigned char br_22[] = {
#embed "blobs/pages-agents.js.d2ffac7a9d6e7db4.br" if_empty(0)
};
static const unsigned char raw_23[] = {
#embed "blobs/pages-docs.js.0d8d780a6ef752c7.raw" if_empty(0)
};
static const unsigned char gz_23[] = {
#embed "blobs/pages-docs.js.0d8d780a6ef752c7.gz" if_empty(0)
};
static const unsigned char br_23[] = {
#embed "blobs/pages-docs.js.0d8d780a6ef752c7.br" if_empty(0)
};
static const unsigned char raw_24[] = {
#embed "blobs/pages-negotiation.js.b9ffc0e4b31fc82e.raw" if_empty(0)
};
static const unsigned char gz_24[] = {
#embed "blobs/pages-negotiation.js.b9ffc0e4b31fc82e.gz" if_empty(0)
};
static const unsigned char br_24[] = {
#embed "blobs/pages-negotiation.js.b9ffc0e4b31fc82e.br" if_empty(0)
};
static const unsigned char raw_25[] = {
#embed "blobs/pages-profile.js.23606816579e8067.raw" if_empty(0)
};
static const unsigned char gz_25[] = {
#embed "blobs/pages-profile.js.23606816579e8067.gz" if_empty(0)
};
static const unsigned char br_25[] = {
#embed "blobs/pages-profile.js.23606816579e8067.br" if_empty(0)
};
static const unsigned char raw_26[] = {
#embed "blobs/pages-stage.js.7bf675e63e6c820e.raw" if_empty(0)
};
static const unsigned char gz_26[] = {
#embed "blobs/pages-stage.js.7bf675e63e6c820e.gz" if_empty(0)
};
static const unsigned char br_26[] = {
#embed "blobs/pages-stage.js.7bf675e63e6c820e.br" if_empty(0)
};
static const unsigned char raw_27[] = {
#embed "blobs/pages-submit.js.4273bdd01ac848cb.raw" if_empty(0)
};
static const unsigned char gz_27[] = {
#embed "blobs/pages-submit.js.4273bdd01ac848cb.gz" if_empty(0)
};
static const unsigned char br_27[] = {
#embed "blobs/pages-submit.js.4273bdd01ac848cb.br" if_empty(0)
};
static const unsigned char raw_28[] = {
#embed "blobs/style-base.css.256a2a5f81dae87b.raw" if_empty(0)
};
static const unsigned char gz_28[] = {
#embed "blobs/style-base.css.256a2a5f81dae87b.gz" if_empty(0)
};
static const unsigned char br_28[] = {
#embed "blobs/style-base.css.256a2a5f81dae87b.br" if_empty(0)
};
static const unsigned char raw_29[] = {
#embed "blobs/style-console.css.8dcf92e96f138529.raw" if_empty(0)
};
static const unsigned char gz_29[] = {
#embed "blobs/style-console.css.8dcf92e96f138529.gz" if_empty(0)
};
static const unsigned char br_29[] = {
#embed "blobs/style-console.css.8dcf92e96f138529.br" if_empty(0)
};
static const unsigned char raw_30[] = {
#embed "blobs/style-live.css.1061b943fdb7cd56.raw" if_empty(0)
};
static const unsigned char gz_30[] = {
#embed "blobs/style-live.css.1061b943fdb7cd56.gz" if_empty(0)
};
static const unsigned char br_30[] = {
#embed "blobs/style-live.css.1061b943fdb7cd56.br" if_empty(0)
};
static const unsigned char raw_31[] = {
#embed "blobs/style-people.css.6feef43a7fd39b9c.raw" if_empty(0)
};
static const unsigned char gz_31[] = {
#embed "blobs/style-people.css.6feef43a7fd39b9c.gz" if_empty(0)
};
static const unsigned char br_31[] = {
#embed "blobs/style-people.css.6feef43a7fd39b9c.br" if_empty(0)
};
static const unsigned char raw_32[] = {
#embed "blobs/openapi.json.34623e1b5d67507c.raw" if_empty(0)
};
static const unsigned char gz_32[] = {
#embed "blobs/openapi.json.34623e1b5d67507c.gz" if_empty(0)
};
static const unsigned char br_32[] = {
#embed "blobs/openapi.json.34623e1b5d67507c.br" if_empty(0)
};
static const unsigned char members[] = {
#embed "blobs/members.fd6eedf2d5ed4592.jsonl" if_empty(0)
};

static const towow_asset assets[] = {
  { "app.js", "/assets/app.204e1c01965e9f3c.js", "text/javascript; charset=utf-8", "\"204e1c01965e9f3c\"", raw_0, 7245, gz_0, 2991, br_0, 2596 },
  { "boot.js", "/assets/boot.2192198d2e6312cf.js", "text/javascript; charset=utf-8", "\"2192198d2e6312cf\"", raw_1, 262, gz_1, 172, br_1, 140 },
  { "core/api.js", "/assets/core/api.17344ea323f7ab0c.js", "text/javascript; charset=utf-8", "\"17344ea323f7ab0c\"", raw_2, 2917, gz_2, 1523, br_2, 1320 },
  { "core/dom.js", "/assets/core/dom.6b0dce7b8600443b.js", "text/javascript; charset=utf-8", "\"6b0dce7b8600443b\"", raw_3, 3911, gz_3, 1811, br_3, 1626 },
  { "core/format.js", "/assets/core/format.35687ee321b11e51.js", "text/javascript; charset=utf-8", "\"35687ee321b11e51\"", raw_4, 2334, gz_4, 1005, br_4, 919 },
  { "core/i18n.js", "/assets/core/i18n.3fea51205ff717ac.js", "text/javascript; charset=utf-8", "\"3fea51205ff717ac\"", raw_5, 1486, gz_5, 741, br_5, 663 },
  { "core/qr.js", "/assets/core/qr.aea10167895f4a88.js", "text/javascript; charset=utf-8", "\"aea10167895f4a88\"", raw_6, 3800, gz_6, 1789, br_6, 1685 },
  { "core/store.js", "/assets/core/store.086e61e3b9a45179.js", "text/javascript; charset=utf-8", "\"086e61e3b9a45179\"", raw_7, 758, gz_7, 375, br_7, 331 },
  { "favicon.svg", "/assets/favicon.2daa56a3992ace77.svg", "image/svg+xml", "\"2daa56a3992ace77\"", raw_8, 375, gz_8, 217, br_8, 196 },
  { "i18n/en.js", "/assets/i18n/en.26d0872bfcc5ec12.js", "text/javascript; charset=utf-8", "\"26d0872bfcc5ec12\"", raw_9, 12745, gz_9, 4358, br_9, 3642 },
  { "i18n/keys.js", "/assets/i18n/keys.e7dc34d0ce08df12.js", "text/javascript; charset=utf-8", "\"e7dc34d0ce08df12\"", raw_10, 9259, gz_10, 2503, br_10, 2125 },
  { "i18n/zh.js", "/assets/i18n/zh.c16d2095c0969fce.js", "text/javascript; charset=utf-8", "\"c16d2095c0969fce\"", raw_11, 12055, gz_11, 4451, br_11, 3680 },
  { "index.html", "/", "text/html; charset=utf-8", "\"7860cd911d087bd3\"", raw_12, 1559, gz_12, 722, br_12, 520 },
  { "live/markdown.js", "/assets/live/markdown.1070d23f91b44073.js", "text/javascript; charset=utf-8", "\"1070d23f91b44073\"", raw_13, 3079, gz_13, 1425, br_13, 1240 },
  { "live/network.js", "/assets/live/network.139bfcc8a32d78dc.js", "text/javascript; charset=utf-8", "\"139bfcc8a32d78dc\"", raw_14, 12136, gz_14, 4890, br_14, 4353 },
  { "live/outcome.js", "/assets/live/outcome.a7553d05752fdcea.js", "text/javascript; charset=utf-8", "\"a7553d05752fdcea\"", raw_15, 5491, gz_15, 2161, br_15, 1926 },
  { "live/proposal.js", "/assets/live/proposal.b0b8d25a468d71c3.js", "text/javascript; charset=utf-8", "\"b0b8d25a468d71c3\"", raw_16, 8532, gz_16, 3188, br_16, 2819 },
  { "live/reducer.js", "/assets/live/reducer.6175f2464079eab0.js", "text/javascript; charset=utf-8", "\"6175f2464079eab0\"", raw_17, 14709, gz_17, 4750, br_17, 4271 },
  { "live/stream.js", "/assets/live/stream.acdd0608bed8247c.js", "text/javascript; charset=utf-8", "\"acdd0608bed8247c\"", raw_18, 10154, gz_18, 3201, br_18, 2909 },
  { "live/timeline.js", "/assets/live/timeline.7fc6ba74b9170585.js", "text/javascript; charset=utf-8", "\"7fc6ba74b9170585\"", raw_19, 8907, gz_19, 3532, br_19, 3158 },
  { "manifest.webmanifest", "/assets/manifest.86d07bc16e081d55.webmanifest", "application/manifest+json", "\"86d07bc16e081d55\"", raw_20, 260, gz_20, 192, br_20, 159 },
  { "pages/admin.js", "/assets/pages/admin.9ea17a063a698216.js", "text/javascript; charset=utf-8", "\"9ea17a063a698216\"", raw_21, 26816, gz_21, 10646, br_21, 9196 },
  { "pages/agents.js", "/assets/pages/agents.d2ffac7a9d6e7db4.js", "text/javascript; charset=utf-8", "\"d2ffac7a9d6e7db4\"", raw_22, 8026, gz_22, 3020, br_22, 2660 },
  { "pages/docs.js", "/assets/pages/docs.0d8d780a6ef752c7.js", "text/javascript; charset=utf-8", "\"0d8d780a6ef752c7\"", raw_23, 8728, gz_23, 3736, br_23, 3271 },
  { "pages/negotiation.js", "/assets/pages/negotiation.b9ffc0e4b31fc82e.js", "text/javascript; charset=utf-8", "\"b9ffc0e4b31fc82e\"", raw_24, 17027, gz_24, 6066, br_24, 5435 },
  { "pages/profile.js", "/assets/pages/profile.23606816579e8067.js", "text/javascript; charset=utf-8", "\"23606816579e8067\"", raw_25, 5636, gz_25, 2210, br_25, 2016 },
  { "pages/stage.js", "/assets/pages/stage.7bf675e63e6c820e.js", "text/javascript; charset=utf-8", "\"7bf675e63e6c820e\"", raw_26, 3209, gz_26, 1506, br_26, 1338 },
  { "pages/submit.js", "/assets/pages/submit.4273bdd01ac848cb.js", "text/javascript; charset=utf-8", "\"4273bdd01ac848cb\"", raw_27, 5170, gz_27, 2203, br_27, 1921 },
  { "style/base.css", "/assets/style/base.256a2a5f81dae87b.css", "text/css; charset=utf-8", "\"256a2a5f81dae87b\"", raw_28, 13742, gz_28, 4106, br_28, 3568 },
  { "style/console.css", "/assets/style/console.8dcf92e96f138529.css", "text/css; charset=utf-8", "\"8dcf92e96f138529\"", raw_29, 4030, gz_29, 1439, br_29, 1215 },
  { "style/live.css", "/assets/style/live.1061b943fdb7cd56.css", "text/css; charset=utf-8", "\"1061b943fdb7cd56\"", raw_30, 15586, gz_30, 4313, br_30, 3776 },
  { "style/people.css", "/assets/style/people.6feef43a7fd39b9c.css", "text/css; charset=utf-8", "\"6feef43a7fd39b9c\"", raw_31, 180, gz_31, 144, br_31, 106 },
  { "openapi.json", "/openapi.json", "application/json; charset=utf-8", "\"34623e1b5d67507c\"", raw_32, 148844, gz_32, 25175, br_32, 20255 },
};

size_t towow_asset_count(void) { return sizeof assets / sizeof assets[0]; }

const towow_asset *towow_asset_at(size_t index) {
  return index < towow_asset_count() ? &assets[index] : NULL;
}

const unsigned char *towow_bundled_members(size_t *count_of_bytes) {
  *count_of_bytes = 163311;
  return members;
}
