/* Made by Resources/embed.py; do not edit. */
#include "CAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char raw_0[] = {
#embed "blobs/app.js.10037938e912fbd5.raw" if_empty(0)
};
static const unsigned char gz_0[] = {
#embed "blobs/app.js.10037938e912fbd5.gz" if_empty(0)
};
static const unsigned char br_0[] = {
#embed "blobs/app.js.10037938e912fbd5.br" if_empty(0)
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
#embed "blobs/core-api.js.55c1553680cfa5a7.raw" if_empty(0)
};
static const unsigned char gz_2[] = {
#embed "blobs/core-api.js.55c1553680cfa5a7.gz" if_empty(0)
};
static const unsigned char br_2[] = {
#embed "blobs/core-api.js.55c1553680cfa5a7.br" if_empty(0)
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
#embed "blobs/core-format.js.e98f42b399a47b24.raw" if_empty(0)
};
static const unsigned char gz_4[] = {
#embed "blobs/core-format.js.e98f42b399a47b24.gz" if_empty(0)
};
static const unsigned char br_4[] = {
#embed "blobs/core-format.js.e98f42b399a47b24.br" if_empty(0)
};
static const unsigned char raw_5[] = {
#embed "blobs/core-i18n.js.e776015e77263a1f.raw" if_empty(0)
};
static const unsigned char gz_5[] = {
#embed "blobs/core-i18n.js.e776015e77263a1f.gz" if_empty(0)
};
static const unsigned char br_5[] = {
#embed "blobs/core-i18n.js.e776015e77263a1f.br" if_empty(0)
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
#embed "blobs/i18n-en.js.ab79fa0e1b546c7d.raw" if_empty(0)
};
static const unsigned char gz_9[] = {
#embed "blobs/i18n-en.js.ab79fa0e1b546c7d.gz" if_empty(0)
};
static const unsigned char br_9[] = {
#embed "blobs/i18n-en.js.ab79fa0e1b546c7d.br" if_empty(0)
};
static const unsigned char raw_10[] = {
#embed "blobs/i18n-zh.js.37b89e8a06d80980.raw" if_empty(0)
};
static const unsigned char gz_10[] = {
#embed "blobs/i18n-zh.js.37b89e8a06d80980.gz" if_empty(0)
};
static const unsigned char br_10[] = {
#embed "blobs/i18n-zh.js.37b89e8a06d80980.br" if_empty(0)
};
static const unsigned char raw_11[] = {
#embed "blobs/index.html.ada937891d58c88a.raw" if_empty(0)
};
static const unsigned char gz_11[] = {
#embed "blobs/index.html.ada937891d58c88a.gz" if_empty(0)
};
static const unsigned char br_11[] = {
#embed "blobs/index.html.ada937891d58c88a.br" if_empty(0)
};
static const unsigned char raw_12[] = {
#embed "blobs/live-markdown.js.96e8142bfdd34ee0.raw" if_empty(0)
};
static const unsigned char gz_12[] = {
#embed "blobs/live-markdown.js.96e8142bfdd34ee0.gz" if_empty(0)
};
static const unsigned char br_12[] = {
#embed "blobs/live-markdown.js.96e8142bfdd34ee0.br" if_empty(0)
};
static const unsigned char raw_13[] = {
#embed "blobs/live-network.js.f79fba8890281201.raw" if_empty(0)
};
static const unsigned char gz_13[] = {
#embed "blobs/live-network.js.f79fba8890281201.gz" if_empty(0)
};
static const unsigned char br_13[] = {
#embed "blobs/live-network.js.f79fba8890281201.br" if_empty(0)
};
static const unsigned char raw_14[] = {
#embed "blobs/live-outcome.js.cf85f65a1d091aa7.raw" if_empty(0)
};
static const unsigned char gz_14[] = {
#embed "blobs/live-outcome.js.cf85f65a1d091aa7.gz" if_empty(0)
};
static const unsigned char br_14[] = {
#embed "blobs/live-outcome.js.cf85f65a1d091aa7.br" if_empty(0)
};
static const unsigned char raw_15[] = {
#embed "blobs/live-proposal.js.2f0de9a823239a2e.raw" if_empty(0)
};
static const unsigned char gz_15[] = {
#embed "blobs/live-proposal.js.2f0de9a823239a2e.gz" if_empty(0)
};
static const unsigned char br_15[] = {
#embed "blobs/live-proposal.js.2f0de9a823239a2e.br" if_empty(0)
};
static const unsigned char raw_16[] = {
#embed "blobs/live-reducer.js.e5a50654f8827275.raw" if_empty(0)
};
static const unsigned char gz_16[] = {
#embed "blobs/live-reducer.js.e5a50654f8827275.gz" if_empty(0)
};
static const unsigned char br_16[] = {
#embed "blobs/live-reducer.js.e5a50654f8827275.br" if_empty(0)
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
#embed "blobs/live-timeline.js.7b9c2f6fc475612f.raw" if_empty(0)
};
static const unsigned char gz_18[] = {
#embed "blobs/live-timeline.js.7b9c2f6fc475612f.gz" if_empty(0)
};
static const unsigned char br_18[] = {
#embed "blobs/live-timeline.js.7b9c2f6fc475612f.br" if_empty(0)
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
#embed "blobs/pages-agents.js.9f78cff8640948f1.raw" if_empty(0)
};
static const unsigned char gz_20[] = {
#embed "blobs/pages-agents.js.9f78cff8640948f1.gz" if_empty(0)
};
static const unsigned char br_20[] = {
#embed "blobs/pages-agents.js.9f78cff8640948f1.br" if_empty(0)
};
static const unsigned char raw_21[] = {
#embed "blobs/pages-negotiation.js.2ec517ed3299fdc9.raw" if_empty(0)
};
static const unsigned char gz_21[] = {
#embed "blobs/pages-negotiation.js.2ec517ed3299fdc9.gz" if_empty(0)
};
static const unsigned char br_21[] = {
#embed "blobs/pages-negotiation.js.2ec517ed3299fdc9.br" if_empty(0)
};
static const unsigned char raw_22[] = {
#embed "blobs/pages-profile.js.a3d478391d1da8fc.raw" if_empty(0)
};
static const unsigned char gz_22[] = {
#embed "blobs/pages-profile.js.a3d478391d1da8fc.gz" if_empty(0)
};
static const unsigned char br_22[] = {
#embed "blobs/pages-profile.js.a3d478391d1da8fc.br" if_empty(0)
};
static const unsigned char raw_23[] = {
#embed "blobs/pages-stage.js.4dadc1a555db8965.raw" if_empty(0)
};
static const unsigned char gz_23[] = {
#embed "blobs/pages-stage.js.4dadc1a555db8965.gz" if_empty(0)
};
static const unsigned char br_23[] = {
#embed "blobs/pages-stage.js.4dadc1a555db8965.br" if_empty(0)
};
static const unsigned char raw_24[] = {
#embed "blobs/pages-submit.js.3130f69f0bfd8757.raw" if_empty(0)
};
static const unsigned char gz_24[] = {
#embed "blobs/pages-submit.js.3130f69f0bfd8757.gz" if_empty(0)
};
static const unsigned char br_24[] = {
#embed "blobs/pages-submit.js.3130f69f0bfd8757.br" if_empty(0)
};
static const unsigned char raw_25[] = {
#embed "blobs/style-base.css.adc11003a37d227d.raw" if_empty(0)
};
static const unsigned char gz_25[] = {
#embed "blobs/style-base.css.adc11003a37d227d.gz" if_empty(0)
};
static const unsigned char br_25[] = {
#embed "blobs/style-base.css.adc11003a37d227d.br" if_empty(0)
};
static const unsigned char raw_26[] = {
#embed "blobs/style-live.css.01661a4c3bdfac4d.raw" if_empty(0)
};
static const unsigned char gz_26[] = {
#embed "blobs/style-live.css.01661a4c3bdfac4d.gz" if_empty(0)
};
static const unsigned char br_26[] = {
#embed "blobs/style-live.css.01661a4c3bdfac4d.br" if_empty(0)
};
static const unsigned char raw_27[] = {
#embed "blobs/style-people.css.6feef43a7fd39b9c.raw" if_empty(0)
};
static const unsigned char gz_27[] = {
#embed "blobs/style-people.css.6feef43a7fd39b9c.gz" if_empty(0)
};
static const unsigned char br_27[] = {
#embed "blobs/style-people.css.6feef43a7fd39b9c.br" if_empty(0)
};
static const unsigned char members[] = {
#embed "blobs/members.fd6eedf2d5ed4592.jsonl" if_empty(0)
};

static const towow_asset assets[] = {
  { "app.js", "/assets/app.10037938e912fbd5.js", "text/javascript; charset=utf-8", "\"10037938e912fbd5\"", raw_0, 7425, gz_0, 2976, br_0, 2590 },
  { "boot.js", "/assets/boot.1cdb3ec5201a8182.js", "text/javascript; charset=utf-8", "\"1cdb3ec5201a8182\"", raw_1, 288, gz_1, 181, br_1, 147 },
  { "core/api.js", "/assets/core/api.55c1553680cfa5a7.js", "text/javascript; charset=utf-8", "\"55c1553680cfa5a7\"", raw_2, 3600, gz_2, 1680, br_2, 1452 },
  { "core/dom.js", "/assets/core/dom.f075fb264942fd78.js", "text/javascript; charset=utf-8", "\"f075fb264942fd78\"", raw_3, 4629, gz_3, 1989, br_3, 1758 },
  { "core/format.js", "/assets/core/format.e98f42b399a47b24.js", "text/javascript; charset=utf-8", "\"e98f42b399a47b24\"", raw_4, 2658, gz_4, 1028, br_4, 915 },
  { "core/i18n.js", "/assets/core/i18n.e776015e77263a1f.js", "text/javascript; charset=utf-8", "\"e776015e77263a1f\"", raw_5, 1935, gz_5, 842, br_5, 736 },
  { "core/qr.js", "/assets/core/qr.40d9bbaa5f1d209f.js", "text/javascript; charset=utf-8", "\"40d9bbaa5f1d209f\"", raw_6, 4974, gz_6, 2089, br_6, 1951 },
  { "core/store.js", "/assets/core/store.f717e95d82fae455.js", "text/javascript; charset=utf-8", "\"f717e95d82fae455\"", raw_7, 935, gz_7, 422, br_7, 353 },
  { "favicon.svg", "/assets/favicon.2daa56a3992ace77.svg", "image/svg+xml", "\"2daa56a3992ace77\"", raw_8, 375, gz_8, 217, br_8, 196 },
  { "i18n/en.js", "/assets/i18n/en.ab79fa0e1b546c7d.js", "text/javascript; charset=utf-8", "\"ab79fa0e1b546c7d\"", raw_9, 21625, gz_9, 6515, br_9, 5540 },
  { "i18n/zh.js", "/assets/i18n/zh.37b89e8a06d80980.js", "text/javascript; charset=utf-8", "\"37b89e8a06d80980\"", raw_10, 20935, gz_10, 7063, br_10, 5820 },
  { "index.html", "/", "text/html; charset=utf-8", "\"ada937891d58c88a\"", raw_11, 1409, gz_11, 683, br_11, 490 },
  { "live/markdown.js", "/assets/live/markdown.96e8142bfdd34ee0.js", "text/javascript; charset=utf-8", "\"96e8142bfdd34ee0\"", raw_12, 3623, gz_12, 1528, br_12, 1307 },
  { "live/network.js", "/assets/live/network.f79fba8890281201.js", "text/javascript; charset=utf-8", "\"f79fba8890281201\"", raw_13, 14061, gz_13, 5089, br_13, 4585 },
  { "live/outcome.js", "/assets/live/outcome.cf85f65a1d091aa7.js", "text/javascript; charset=utf-8", "\"cf85f65a1d091aa7\"", raw_14, 6367, gz_14, 2280, br_14, 2024 },
  { "live/proposal.js", "/assets/live/proposal.2f0de9a823239a2e.js", "text/javascript; charset=utf-8", "\"2f0de9a823239a2e\"", raw_15, 10362, gz_15, 3347, br_15, 2952 },
  { "live/reducer.js", "/assets/live/reducer.e5a50654f8827275.js", "text/javascript; charset=utf-8", "\"e5a50654f8827275\"", raw_16, 17170, gz_16, 5003, br_16, 4518 },
  { "live/stream.js", "/assets/live/stream.f16c3f261bfb527f.js", "text/javascript; charset=utf-8", "\"f16c3f261bfb527f\"", raw_17, 11371, gz_17, 3419, br_17, 3085 },
  { "live/timeline.js", "/assets/live/timeline.7b9c2f6fc475612f.js", "text/javascript; charset=utf-8", "\"7b9c2f6fc475612f\"", raw_18, 9760, gz_18, 3627, br_18, 3242 },
  { "manifest.webmanifest", "/assets/manifest.86d07bc16e081d55.webmanifest", "application/manifest+json", "\"86d07bc16e081d55\"", raw_19, 260, gz_19, 192, br_19, 159 },
  { "pages/agents.js", "/assets/pages/agents.9f78cff8640948f1.js", "text/javascript; charset=utf-8", "\"9f78cff8640948f1\"", raw_20, 8956, gz_20, 3123, br_20, 2758 },
  { "pages/negotiation.js", "/assets/pages/negotiation.2ec517ed3299fdc9.js", "text/javascript; charset=utf-8", "\"2ec517ed3299fdc9\"", raw_21, 18858, gz_21, 6351, br_21, 5708 },
  { "pages/profile.js", "/assets/pages/profile.a3d478391d1da8fc.js", "text/javascript; charset=utf-8", "\"a3d478391d1da8fc\"", raw_22, 6661, gz_22, 2380, br_22, 2139 },
  { "pages/stage.js", "/assets/pages/stage.4dadc1a555db8965.js", "text/javascript; charset=utf-8", "\"4dadc1a555db8965\"", raw_23, 3571, gz_23, 1580, br_23, 1402 },
  { "pages/submit.js", "/assets/pages/submit.3130f69f0bfd8757.js", "text/javascript; charset=utf-8", "\"3130f69f0bfd8757\"", raw_24, 5510, gz_24, 2267, br_24, 1985 },
  { "style/base.css", "/assets/style/base.adc11003a37d227d.css", "text/css; charset=utf-8", "\"adc11003a37d227d\"", raw_25, 13709, gz_25, 4098, br_25, 3567 },
  { "style/live.css", "/assets/style/live.01661a4c3bdfac4d.css", "text/css; charset=utf-8", "\"01661a4c3bdfac4d\"", raw_26, 15590, gz_26, 4311, br_26, 3777 },
  { "style/people.css", "/assets/style/people.6feef43a7fd39b9c.css", "text/css; charset=utf-8", "\"6feef43a7fd39b9c\"", raw_27, 180, gz_27, 144, br_27, 106 },
};

size_t towow_asset_count(void) { return sizeof assets / sizeof assets[0]; }

const towow_asset *towow_asset_at(size_t index) {
  return index < towow_asset_count() ? &assets[index] : NULL;
}

const unsigned char *towow_bundled_members(size_t *count_of_bytes) {
  *count_of_bytes = 163311;
  return members;
}
