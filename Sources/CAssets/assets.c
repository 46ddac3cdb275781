/* Made by Resources/embed.py; do not edit. */
#include "CAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char raw_0[] = {
#embed "blobs/app.js.040def6ddd1707c8.raw" if_empty(0)
};
static const unsigned char gz_0[] = {
#embed "blobs/app.js.040def6ddd1707c8.gz" if_empty(0)
};
static const unsigned char br_0[] = {
#embed "blobs/app.js.040def6ddd1707c8.br" if_empty(0)
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
#embed "blobs/core-api.js.29aa709d31ab48e2.raw" if_empty(0)
};
static const unsigned char gz_2[] = {
#embed "blobs/core-api.js.29aa709d31ab48e2.gz" if_empty(0)
};
static const unsigned char br_2[] = {
#embed "blobs/core-api.js.29aa709d31ab48e2.br" if_empty(0)
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
#embed "blobs/core-format.js.2a29797f41af77ce.raw" if_empty(0)
};
static const unsigned char gz_4[] = {
#embed "blobs/core-format.js.2a29797f41af77ce.gz" if_empty(0)
};
static const unsigned char br_4[] = {
#embed "blobs/core-format.js.2a29797f41af77ce.br" if_empty(0)
};
static const unsigned char raw_5[] = {
#embed "blobs/core-i18n.js.73fe3b60aaf0d05d.raw" if_empty(0)
};
static const unsigned char gz_5[] = {
#embed "blobs/core-i18n.js.73fe3b60aaf0d05d.gz" if_empty(0)
};
static const unsigned char br_5[] = {
#embed "blobs/core-i18n.js.73fe3b60aaf0d05d.br" if_empty(0)
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
#embed "blobs/i18n-en.js.52d8ef13adc3646a.raw" if_empty(0)
};
static const unsigned char gz_9[] = {
#embed "blobs/i18n-en.js.52d8ef13adc3646a.gz" if_empty(0)
};
static const unsigned char br_9[] = {
#embed "blobs/i18n-en.js.52d8ef13adc3646a.br" if_empty(0)
};
static const unsigned char raw_10[] = {
#embed "blobs/i18n-zh.js.90df1836b1e54b23.raw" if_empty(0)
};
static const unsigned char gz_10[] = {
#embed "blobs/i18n-zh.js.90df1836b1e54b23.gz" if_empty(0)
};
static const unsigned char br_10[] = {
#embed "blobs/i18n-zh.js.90df1836b1e54b23.br" if_empty(0)
};
static const unsigned char raw_11[] = {
#embed "blobs/index.html.7845e158ff0201c6.raw" if_empty(0)
};
static const unsigned char gz_11[] = {
#embed "blobs/index.html.7845e158ff0201c6.gz" if_empty(0)
};
static const unsigned char br_11[] = {
#embed "blobs/index.html.7845e158ff0201c6.br" if_empty(0)
};
static const unsigned char raw_12[] = {
#embed "blobs/live-markdown.js.1aa01e3b7e94c30f.raw" if_empty(0)
};
static const unsigned char gz_12[] = {
#embed "blobs/live-markdown.js.1aa01e3b7e94c30f.gz" if_empty(0)
};
static const unsigned char br_12[] = {
#embed "blobs/live-markdown.js.1aa01e3b7e94c30f.br" if_empty(0)
};
static const unsigned char raw_13[] = {
#embed "blobs/live-network.js.4b14f3a0bada4cca.raw" if_empty(0)
};
static const unsigned char gz_13[] = {
#embed "blobs/live-network.js.4b14f3a0bada4cca.gz" if_empty(0)
};
static const unsigned char br_13[] = {
#embed "blobs/live-network.js.4b14f3a0bada4cca.br" if_empty(0)
};
static const unsigned char raw_14[] = {
#embed "blobs/live-outcome.js.76da0be88d9e41da.raw" if_empty(0)
};
static const unsigned char gz_14[] = {
#embed "blobs/live-outcome.js.76da0be88d9e41da.gz" if_empty(0)
};
static const unsigned char br_14[] = {
#embed "blobs/live-outcome.js.76da0be88d9e41da.br" if_empty(0)
};
static const unsigned char raw_15[] = {
#embed "blobs/live-proposal.js.9508c59a2fdccfda.raw" if_empty(0)
};
static const unsigned char gz_15[] = {
#embed "blobs/live-proposal.js.9508c59a2fdccfda.gz" if_empty(0)
};
static const unsigned char br_15[] = {
#embed "blobs/live-proposal.js.9508c59a2fdccfda.br" if_empty(0)
};
static const unsigned char raw_16[] = {
#embed "blobs/live-reducer.js.af919a3102ec2ed2.raw" if_empty(0)
};
static const unsigned char gz_16[] = {
#embed "blobs/live-reducer.js.af919a3102ec2ed2.gz" if_empty(0)
};
static const unsigned char br_16[] = {
#embed "blobs/live-reducer.js.af919a3102ec2ed2.br" if_empty(0)
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
#embed "blobs/live-timeline.js.f1e4dd6f1fc1237c.raw" if_empty(0)
};
static const unsigned char gz_18[] = {
#embed "blobs/live-timeline.js.f1e4dd6f1fc1237c.gz" if_empty(0)
};
static const unsigned char br_18[] = {
#embed "blobs/live-timeline.js.f1e4dd6f1fc1237c.br" if_empty(0)
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
#embed "blobs/pages-agents.js.fb49a8876b4f683d.raw" if_empty(0)
};
static const unsigned char gz_20[] = {
#embed "blobs/pages-agents.js.fb49a8876b4f683d.gz" if_empty(0)
};
static const unsigned char br_20[] = {
#embed "blobs/pages-agents.js.fb49a8876b4f683d.br" if_empty(0)
};
static const unsigned char raw_21[] = {
#embed "blobs/pages-negotiation.js.c4754f5ce55a3d87.raw" if_empty(0)
};
static const unsigned char gz_21[] = {
#embed "blobs/pages-negotiation.js.c4754f5ce55a3d87.gz" if_empty(0)
};
static const unsigned char br_21[] = {
#embed "blobs/pages-negotiation.js.c4754f5ce55a3d87.br" if_empty(0)
};
static const unsigned char raw_22[] = {
#embed "blobs/pages-stage.js.e2543134a2c6c3e3.raw" if_empty(0)
};
static const unsigned char gz_22[] = {
#embed "blobs/pages-stage.js.e2543134a2c6c3e3.gz" if_empty(0)
};
static const unsigned char br_22[] = {
#embed "blobs/pages-stage.js.e2543134a2c6c3e3.br" if_empty(0)
};
static const unsigned char raw_23[] = {
#embed "blobs/pages-submit.js.986ce9e55451043b.raw" if_empty(0)
};
static const unsigned char gz_23[] = {
#embed "blobs/pages-submit.js.986ce9e55451043b.gz" if_empty(0)
};
static const unsigned char br_23[] = {
#embed "blobs/pages-submit.js.986ce9e55451043b.br" if_empty(0)
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
  { "app.js", "/assets/app.040def6ddd1707c8.js", "text/javascript; charset=utf-8", "\"040def6ddd1707c8\"", raw_0, 7913, gz_0, 3091, br_0, 2692 },
  { "boot.js", "/assets/boot.1cdb3ec5201a8182.js", "text/javascript; charset=utf-8", "\"1cdb3ec5201a8182\"", raw_1, 288, gz_1, 181, br_1, 147 },
  { "core/api.js", "/assets/core/api.29aa709d31ab48e2.js", "text/javascript; charset=utf-8", "\"29aa709d31ab48e2\"", raw_2, 2704, gz_2, 1286, br_2, 1090 },
  { "core/dom.js", "/assets/core/dom.f075fb264942fd78.js", "text/javascript; charset=utf-8", "\"f075fb264942fd78\"", raw_3, 4629, gz_3, 1989, br_3, 1758 },
  { "core/format.js", "/assets/core/format.2a29797f41af77ce.js", "text/javascript; charset=utf-8", "\"2a29797f41af77ce\"", raw_4, 2658, gz_4, 1028, br_4, 917 },
  { "core/i18n.js", "/assets/core/i18n.73fe3b60aaf0d05d.js", "text/javascript; charset=utf-8", "\"73fe3b60aaf0d05d\"", raw_5, 1935, gz_5, 843, br_5, 739 },
  { "core/qr.js", "/assets/core/qr.40d9bbaa5f1d209f.js", "text/javascript; charset=utf-8", "\"40d9bbaa5f1d209f\"", raw_6, 4974, gz_6, 2089, br_6, 1951 },
  { "core/store.js", "/assets/core/store.94df079524eaad13.js", "text/javascript; charset=utf-8", "\"94df079524eaad13\"", raw_7, 1325, gz_7, 479, br_7, 402 },
  { "favicon.svg", "/assets/favicon.2daa56a3992ace77.svg", "image/svg+xml", "\"2daa56a3992ace77\"", raw_8, 375, gz_8, 217, br_8, 196 },
  { "i18n/en.js", "/assets/i18n/en.52d8ef13adc3646a.js", "text/javascript; charset=utf-8", "\"52d8ef13adc3646a\"", raw_9, 21430, gz_9, 6460, br_9, 5484 },
  { "i18n/zh.js", "/assets/i18n/zh.90df1836b1e54b23.js", "text/javascript; charset=utf-8", "\"90df1836b1e54b23\"", raw_10, 20751, gz_10, 7005, br_10, 5777 },
  { "index.html", "/", "text/html; charset=utf-8", "\"7845e158ff0201c6\"", raw_11, 1409, gz_11, 684, br_11, 485 },
  { "live/markdown.js", "/assets/live/markdown.1aa01e3b7e94c30f.js", "text/javascript; charset=utf-8", "\"1aa01e3b7e94c30f\"", raw_12, 3623, gz_12, 1525, br_12, 1304 },
  { "live/network.js", "/assets/live/network.4b14f3a0bada4cca.js", "text/javascript; charset=utf-8", "\"4b14f3a0bada4cca\"", raw_13, 14061, gz_13, 5087, br_13, 4565 },
  { "live/outcome.js", "/assets/live/outcome.76da0be88d9e41da.js", "text/javascript; charset=utf-8", "\"76da0be88d9e41da\"", raw_14, 6367, gz_14, 2278, br_14, 2020 },
  { "live/proposal.js", "/assets/live/proposal.9508c59a2fdccfda.js", "text/javascript; charset=utf-8", "\"9508c59a2fdccfda\"", raw_15, 10362, gz_15, 3342, br_15, 2954 },
  { "live/reducer.js", "/assets/live/reducer.af919a3102ec2ed2.js", "text/javascript; charset=utf-8", "\"af919a3102ec2ed2\"", raw_16, 17170, gz_16, 5002, br_16, 4516 },
  { "live/stream.js", "/assets/live/stream.f16c3f261bfb527f.js", "text/javascript; charset=utf-8", "\"f16c3f261bfb527f\"", raw_17, 11371, gz_17, 3419, br_17, 3085 },
  { "live/timeline.js", "/assets/live/timeline.f1e4dd6f1fc1237c.js", "text/javascript; charset=utf-8", "\"f1e4dd6f1fc1237c\"", raw_18, 9760, gz_18, 3621, br_18, 3241 },
  { "manifest.webmanifest", "/assets/manifest.86d07bc16e081d55.webmanifest", "application/manifest+json", "\"86d07bc16e081d55\"", raw_19, 260, gz_19, 192, br_19, 159 },
  { "pages/agents.js", "/assets/pages/agents.fb49a8876b4f683d.js", "text/javascript; charset=utf-8", "\"fb49a8876b4f683d\"", raw_20, 6789, gz_20, 2352, br_20, 2047 },
  { "pages/negotiation.js", "/assets/pages/negotiation.c4754f5ce55a3d87.js", "text/javascript; charset=utf-8", "\"c4754f5ce55a3d87\"", raw_21, 18858, gz_21, 6342, br_21, 5713 },
  { "pages/stage.js", "/assets/pages/stage.e2543134a2c6c3e3.js", "text/javascript; charset=utf-8", "\"e2543134a2c6c3e3\"", raw_22, 3571, gz_22, 1579, br_22, 1387 },
  { "pages/submit.js", "/assets/pages/submit.986ce9e55451043b.js", "text/javascript; charset=utf-8", "\"986ce9e55451043b\"", raw_23, 5510, gz_23, 2265, br_23, 1973 },
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
