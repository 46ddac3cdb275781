/* Made by Resources/embed.py; do not edit. */
#include "CAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char raw_0[] = {
#embed "blobs/app.js.5f5407c5a7620724.raw" if_empty(0)
};
static const unsigned char gz_0[] = {
#embed "blobs/app.js.5f5407c5a7620724.gz" if_empty(0)
};
static const unsigned char br_0[] = {
#embed "blobs/app.js.5f5407c5a7620724.br" if_empty(0)
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
#embed "blobs/core-api.js.5437b2fc934c318a.raw" if_empty(0)
};
static const unsigned char gz_2[] = {
#embed "blobs/core-api.js.5437b2fc934c318a.gz" if_empty(0)
};
static const unsigned char br_2[] = {
#embed "blobs/core-api.js.5437b2fc934c318a.br" if_empty(0)
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
#embed "blobs/core-format.js.153a103dd9a528c4.raw" if_empty(0)
};
static const unsigned char gz_4[] = {
#embed "blobs/core-format.js.153a103dd9a528c4.gz" if_empty(0)
};
static const unsigned char br_4[] = {
#embed "blobs/core-format.js.153a103dd9a528c4.br" if_empty(0)
};
static const unsigned char raw_5[] = {
#embed "blobs/core-i18n.js.621b7ba125d171ca.raw" if_empty(0)
};
static const unsigned char gz_5[] = {
#embed "blobs/core-i18n.js.621b7ba125d171ca.gz" if_empty(0)
};
static const unsigned char br_5[] = {
#embed "blobs/core-i18n.js.621b7ba125d171ca.br" if_empty(0)
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
#embed "blobs/core-store.js.f717e95d82fae455.raw" if_empty(0)
};
static const unsigned char gz_7[] = {
#embed "blobs/core-store.js.f717e95d82fae455.gz" if_empty(0)
};
static const unsigned char br_7[] = {
#embed "blobs/core-store.js.f717e95d82fae455.br" if_empty(0)
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
#embed "blobs/i18n-en.js.6eec314289e9b996.raw" if_empty(0)
};
static const unsigned char gz_9[] = {
#embed "blobs/i18n-en.js.6eec314289e9b996.gz" if_empty(0)
};
static const unsigned char br_9[] = {
#embed "blobs/i18n-en.js.6eec314289e9b996.br" if_empty(0)
};
static const unsigned char raw_10[] = {
#embed "blobs/i18n-zh.js.6056ede81cccb095.raw" if_empty(0)
};
static const unsigned char gz_10[] = {
#embed "blobs/i18n-zh.js.6056ede81cccb095.gz" if_empty(0)
};
static const unsigned char br_10[] = {
#embed "blobs/i18n-zh.js.6056ede81cccb095.br" if_empty(0)
};
static const unsigned char raw_11[] = {
#embed "blobs/index.html.1aff1e40f04968d9.raw" if_empty(0)
};
static const unsigned char gz_11[] = {
#embed "blobs/index.html.1aff1e40f04968d9.gz" if_empty(0)
};
static const unsigned char br_11[] = {
#embed "blobs/index.html.1aff1e40f04968d9.br" if_empty(0)
};
static const unsigned char raw_12[] = {
#embed "blobs/live-markdown.js.211fb6320c26b8ec.raw" if_empty(0)
};
static const unsigned char gz_12[] = {
#embed "blobs/live-markdown.js.211fb6320c26b8ec.gz" if_empty(0)
};
static const unsigned char br_12[] = {
#embed "blobs/live-markdown.js.211fb6320c26b8ec.br" if_empty(0)
};
static const unsigned char raw_13[] = {
#embed "blobs/live-network.js.d17b157e82d2e439.raw" if_empty(0)
};
static const unsigned char gz_13[] = {
#embed "blobs/live-network.js.d17b157e82d2e439.gz" if_empty(0)
};
static const unsigned char br_13[] = {
#embed "blobs/live-network.js.d17b157e82d2e439.br" if_empty(0)
};
static const unsigned char raw_14[] = {
#embed "blobs/live-outcome.js.b5beacbd9e3e29f8.raw" if_empty(0)
};
static const unsigned char gz_14[] = {
#embed "blobs/live-outcome.js.b5beacbd9e3e29f8.gz" if_empty(0)
};
static const unsigned char br_14[] = {
#embed "blobs/live-outcome.js.b5beacbd9e3e29f8.br" if_empty(0)
};
static const unsigned char raw_15[] = {
#embed "blobs/live-proposal.js.999cd4ce2cf956db.raw" if_empty(0)
};
static const unsigned char gz_15[] = {
#embed "blobs/live-proposal.js.999cd4ce2cf956db.gz" if_empty(0)
};
static const unsigned char br_15[] = {
#embed "blobs/live-proposal.js.999cd4ce2cf956db.br" if_empty(0)
};
static const unsigned char raw_16[] = {
#embed "blobs/live-reducer.js.51a183456c7b29c7.raw" if_empty(0)
};
static const unsigned char gz_16[] = {
#embed "blobs/live-reducer.js.51a183456c7b29c7.gz" if_empty(0)
};
static const unsigned char br_16[] = {
#embed "blobs/live-reducer.js.51a183456c7b29c7.br" if_empty(0)
};
static const unsigned char raw_17[] = {
#embed "blobs/live-stream.js.f16c3f261bfb527f.raw" if_empty(0)
};
static const unsigned char gz_17[] = {
#embed "blobs/live-stream.js.f16c3f261bfb527f.gz" if_empty(0)
};
static const unsigned char br_17[] = {
#embed "blobs/live-stream.js.f16c3f261bfb527f.br" if_empty(0)
};
static const unsigned char raw_18[] = {
#embed "blobs/live-timeline.js.c65e9a0bb1dd5ab1.raw" if_empty(0)
};
static const unsigned char gz_18[] = {
#embed "blobs/live-timeline.js.c65e9a0bb1dd5ab1.gz" if_empty(0)
};
static const unsigned char br_18[] = {
#embed "blobs/live-timeline.js.c65e9a0bb1dd5ab1.br" if_empty(0)
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
#embed "blobs/pages-agents.js.58d8aa4a6a1211ad.raw" if_empty(0)
};
static const unsigned char gz_20[] = {
#embed "blobs/pages-agents.js.58d8aa4a6a1211ad.gz" if_empty(0)
};
static const unsigned char br_20[] = {
#embed "blobs/pages-agents.js.58d8aa4a6a1211ad.br" if_empty(0)
};
static const unsigned char raw_21[] = {
#embed "blobs/pages-negotiation.js.66a82342fc7d487f.raw" if_empty(0)
};
static const unsigned char gz_21[] = {
#embed "blobs/pages-negotiation.js.66a82342fc7d487f.gz" if_empty(0)
};
static const unsigned char br_21[] = {
#embed "blobs/pages-negotiation.js.66a82342fc7d487f.br" if_empty(0)
};
static const unsigned char raw_22[] = {
#embed "blobs/pages-stage.js.3650e96e6420c407.raw" if_empty(0)
};
static const unsigned char gz_22[] = {
#embed "blobs/pages-stage.js.3650e96e6420c407.gz" if_empty(0)
};
static const unsigned char br_22[] = {
#embed "blobs/pages-stage.js.3650e96e6420c407.br" if_empty(0)
};
static const unsigned char raw_23[] = {
#embed "blobs/pages-submit.js.5333ec0c0adc5499.raw" if_empty(0)
};
static const unsigned char gz_23[] = {
#embed "blobs/pages-submit.js.5333ec0c0adc5499.gz" if_empty(0)
};
static const unsigned char br_23[] = {
#embed "blobs/pages-submit.js.5333ec0c0adc5499.br" if_empty(0)
};
static const unsigned char raw_24[] = {
#embed "blobs/style-base.css.adc11003a37d227d.raw" if_empty(0)
};
static const unsigned char gz_24[] = {
#embed "blobs/style-base.css.adc11003a37d227d.gz" if_empty(0)
};
static const unsigned char br_24[] = {
#embed "blobs/style-base.css.adc11003a37d227d.br" if_empty(0)
};
static const unsigned char raw_25[] = {
#embed "blobs/style-live.css.01661a4c3bdfac4d.raw" if_empty(0)
};
static const unsigned char gz_25[] = {
#embed "blobs/style-live.css.01661a4c3bdfac4d.gz" if_empty(0)
};
static const unsigned char br_25[] = {
#embed "blobs/style-live.css.01661a4c3bdfac4d.br" if_empty(0)
};
static const unsigned char raw_26[] = {
#embed "blobs/style-people.css.71854bb747b825e2.raw" if_empty(0)
};
static const unsigned char gz_26[] = {
#embed "blobs/style-people.css.71854bb747b825e2.gz" if_empty(0)
};
static const unsigned char br_26[] = {
#embed "blobs/style-people.css.71854bb747b825e2.br" if_empty(0)
};
static const unsigned char members[] = {
#embed "blobs/members.fd6eedf2d5ed4592.jsonl" if_empty(0)
};

static const towow_asset assets[] = {
  { "app.js", "/assets/app.5f5407c5a7620724.js", "text/javascript; charset=utf-8", "\"5f5407c5a7620724\"", raw_0, 7425, gz_0, 2977, br_0, 2584 },
  { "boot.js", "/assets/boot.1cdb3ec5201a8182.js", "text/javascript; charset=utf-8", "\"1cdb3ec5201a8182\"", raw_1, 288, gz_1, 181, br_1, 147 },
  { "core/api.js", "/assets/core/api.5437b2fc934c318a.js", "text/javascript; charset=utf-8", "\"5437b2fc934c318a\"", raw_2, 2704, gz_2, 1287, br_2, 1091 },
  { "core/dom.js", "/assets/core/dom.f075fb264942fd78.js", "text/javascript; charset=utf-8", "\"f075fb264942fd78\"", raw_3, 4629, gz_3, 1989, br_3, 1758 },
  { "core/format.js", "/assets/core/format.153a103dd9a528c4.js", "text/javascript; charset=utf-8", "\"153a103dd9a528c4\"", raw_4, 2658, gz_4, 1029, br_4, 915 },
  { "core/i18n.js", "/assets/core/i18n.621b7ba125d171ca.js", "text/javascript; charset=utf-8", "\"621b7ba125d171ca\"", raw_5, 1935, gz_5, 842, br_5, 744 },
  { "core/qr.js", "/assets/core/qr.40d9bbaa5f1d209f.js", "text/javascript; charset=utf-8", "\"40d9bbaa5f1d209f\"", raw_6, 4974, gz_6, 2089, br_6, 1951 },
  { "core/store.js", "/assets/core/store.f717e95d82fae455.js", "text/javascript; charset=utf-8", "\"f717e95d82fae455\"", raw_7, 935, gz_7, 422, br_7, 353 },
  { "favicon.svg", "/assets/favicon.2daa56a3992ace77.svg", "image/svg+xml", "\"2daa56a3992ace77\"", raw_8, 375, gz_8, 217, br_8, 196 },
  { "i18n/en.js", "/assets/i18n/en.6eec314289e9b996.js", "text/javascript; charset=utf-8", "\"6eec314289e9b996\"", raw_9, 21328, gz_9, 6413, br_9, 5448 },
  { "i18n/zh.js", "/assets/i18n/zh.6056ede81cccb095.js", "text/javascript; charset=utf-8", "\"6056ede81cccb095\"", raw_10, 20649, gz_10, 6957, br_10, 5739 },
  { "index.html", "/", "text/html; charset=utf-8", "\"1aff1e40f04968d9\"", raw_11, 1409, gz_11, 685, br_11, 487 },
  { "live/markdown.js", "/assets/live/markdown.211fb6320c26b8ec.js", "text/javascript; charset=utf-8", "\"211fb6320c26b8ec\"", raw_12, 3623, gz_12, 1527, br_12, 1315 },
  { "live/network.js", "/assets/live/network.d17b157e82d2e439.js", "text/javascript; charset=utf-8", "\"d17b157e82d2e439\"", raw_13, 14061, gz_13, 5089, br_13, 4584 },
  { "live/outcome.js", "/assets/live/outcome.b5beacbd9e3e29f8.js", "text/javascript; charset=utf-8", "\"b5beacbd9e3e29f8\"", raw_14, 6367, gz_14, 2281, br_14, 2019 },
  { "live/proposal.js", "/assets/live/proposal.999cd4ce2cf956db.js", "text/javascript; charset=utf-8", "\"999cd4ce2cf956db\"", raw_15, 10362, gz_15, 3345, br_15, 2957 },
  { "live/reducer.js", "/assets/live/reducer.51a183456c7b29c7.js", "text/javascript; charset=utf-8", "\"51a183456c7b29c7\"", raw_16, 17170, gz_16, 5002, br_16, 4515 },
  { "live/stream.js", "/assets/live/stream.f16c3f261bfb527f.js", "text/javascript; charset=utf-8", "\"f16c3f261bfb527f\"", raw_17, 11371, gz_17, 3419, br_17, 3085 },
  { "live/timeline.js", "/assets/live/timeline.c65e9a0bb1dd5ab1.js", "text/javascript; charset=utf-8", "\"c65e9a0bb1dd5ab1\"", raw_18, 9760, gz_18, 3625, br_18, 3230 },
  { "manifest.webmanifest", "/assets/manifest.86d07bc16e081d55.webmanifest", "application/manifest+json", "\"86d07bc16e081d55\"", raw_19, 260, gz_19, 192, br_19, 159 },
  { "pages/agents.js", "/assets/pages/agents.58d8aa4a6a1211ad.js", "text/javascript; charset=utf-8", "\"58d8aa4a6a1211ad\"", raw_20, 6789, gz_20, 2353, br_20, 2048 },
  { "pages/negotiation.js", "/assets/pages/negotiation.66a82342fc7d487f.js", "text/javascript; charset=utf-8", "\"66a82342fc7d487f\"", raw_21, 18858, gz_21, 6349, br_21, 5707 },
  { "pages/stage.js", "/assets/pages/stage.3650e96e6420c407.js", "text/javascript; charset=utf-8", "\"3650e96e6420c407\"", raw_22, 3571, gz_22, 1580, br_22, 1389 },
  { "pages/submit.js", "/assets/pages/submit.5333ec0c0adc5499.js", "text/javascript; charset=utf-8", "\"5333ec0c0adc5499\"", raw_23, 5510, gz_23, 2267, br_23, 1983 },
  { "style/base.css", "/assets/style/base.adc11003a37d227d.css", "text/css; charset=utf-8", "\"adc11003a37d227d\"", raw_24, 13709, gz_24, 4098, br_24, 3567 },
  { "style/live.css", "/assets/style/live.01661a4c3bdfac4d.css", "text/css; charset=utf-8", "\"01661a4c3bdfac4d\"", raw_25, 15590, gz_25, 4311, br_25, 3777 },
  { "style/people.css", "/assets/style/people.71854bb747b825e2.css", "text/css; charset=utf-8", "\"71854bb747b825e2\"", raw_26, 26, gz_26, 43, br_26, 30 },
};

size_t towow_asset_count(void) { return sizeof assets / sizeof assets[0]; }

const towow_asset *towow_asset_at(size_t index) {
  return index < towow_asset_count() ? &assets[index] : NULL;
}

const unsigned char *towow_bundled_members(size_t *count_of_bytes) {
  *count_of_bytes = 163311;
  return members;
}
