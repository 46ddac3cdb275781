/* Made by Resources/embed.py; do not edit. */
#include "CAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char raw_0[] = {
#embed "blobs/app.js.d98c00244fac2ba9.raw" if_empty(0)
};
static const unsigned char gz_0[] = {
#embed "blobs/app.js.d98c00244fac2ba9.gz" if_empty(0)
};
static const unsigned char br_0[] = {
#embed "blobs/app.js.d98c00244fac2ba9.br" if_empty(0)
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
#embed "blobs/core-api.js.da6463e59ddc021e.raw" if_empty(0)
};
static const unsigned char gz_2[] = {
#embed "blobs/core-api.js.da6463e59ddc021e.gz" if_empty(0)
};
static const unsigned char br_2[] = {
#embed "blobs/core-api.js.da6463e59ddc021e.br" if_empty(0)
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
#embed "blobs/core-format.js.09bf6038067d0e68.raw" if_empty(0)
};
static const unsigned char gz_4[] = {
#embed "blobs/core-format.js.09bf6038067d0e68.gz" if_empty(0)
};
static const unsigned char br_4[] = {
#embed "blobs/core-format.js.09bf6038067d0e68.br" if_empty(0)
};
static const unsigned char raw_5[] = {
#embed "blobs/core-i18n.js.e396ddce4fb6cf0b.raw" if_empty(0)
};
static const unsigned char gz_5[] = {
#embed "blobs/core-i18n.js.e396ddce4fb6cf0b.gz" if_empty(0)
};
static const unsigned char br_5[] = {
#embed "blobs/core-i18n.js.e396ddce4fb6cf0b.br" if_empty(0)
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
#embed "blobs/i18n-en.js.1b30dc75a300c8a7.raw" if_empty(0)
};
static const unsigned char gz_9[] = {
#embed "blobs/i18n-en.js.1b30dc75a300c8a7.gz" if_empty(0)
};
static const unsigned char br_9[] = {
#embed "blobs/i18n-en.js.1b30dc75a300c8a7.br" if_empty(0)
};
static const unsigned char raw_10[] = {
#embed "blobs/i18n-zh.js.92cf56c9b6cb6433.raw" if_empty(0)
};
static const unsigned char gz_10[] = {
#embed "blobs/i18n-zh.js.92cf56c9b6cb6433.gz" if_empty(0)
};
static const unsigned char br_10[] = {
#embed "blobs/i18n-zh.js.92cf56c9b6cb6433.br" if_empty(0)
};
static const unsigned char raw_11[] = {
#embed "blobs/index.html.dcdfdc6cc750fcb8.raw" if_empty(0)
};
static const unsigned char gz_11[] = {
#embed "blobs/index.html.dcdfdc6cc750fcb8.gz" if_empty(0)
};
static const unsigned char br_11[] = {
#embed "blobs/index.html.dcdfdc6cc750fcb8.br" if_empty(0)
};
static const unsigned char raw_12[] = {
#embed "blobs/live-markdown.js.ae42369974e910d9.raw" if_empty(0)
};
static const unsigned char gz_12[] = {
#embed "blobs/live-markdown.js.ae42369974e910d9.gz" if_empty(0)
};
static const unsigned char br_12[] = {
#embed "blobs/live-markdown.js.ae42369974e910d9.br" if_empty(0)
};
static const unsigned char raw_13[] = {
#embed "blobs/live-network.js.067c4558d6e6e3e2.raw" if_empty(0)
};
static const unsigned char gz_13[] = {
#embed "blobs/live-network.js.067c4558d6e6e3e2.gz" if_empty(0)
};
static const unsigned char br_13[] = {
#embed "blobs/live-network.js.067c4558d6e6e3e2.br" if_empty(0)
};
static const unsigned char raw_14[] = {
#embed "blobs/live-outcome.js.ee520763605cb712.raw" if_empty(0)
};
static const unsigned char gz_14[] = {
#embed "blobs/live-outcome.js.ee520763605cb712.gz" if_empty(0)
};
static const unsigned char br_14[] = {
#embed "blobs/live-outcome.js.ee520763605cb712.br" if_empty(0)
};
static const unsigned char raw_15[] = {
#embed "blobs/live-proposal.js.5d8ba1f182e8751d.raw" if_empty(0)
};
static const unsigned char gz_15[] = {
#embed "blobs/live-proposal.js.5d8ba1f182e8751d.gz" if_empty(0)
};
static const unsigned char br_15[] = {
#embed "blobs/live-proposal.js.5d8ba1f182e8751d.br" if_empty(0)
};
static const unsigned char raw_16[] = {
#embed "blobs/live-reducer.js.98401042cb7444d8.raw" if_empty(0)
};
static const unsigned char gz_16[] = {
#embed "blobs/live-reducer.js.98401042cb7444d8.gz" if_empty(0)
};
static const unsigned char br_16[] = {
#embed "blobs/live-reducer.js.98401042cb7444d8.br" if_empty(0)
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
#embed "blobs/live-timeline.js.a2ce12a5c053dc23.raw" if_empty(0)
};
static const unsigned char gz_18[] = {
#embed "blobs/live-timeline.js.a2ce12a5c053dc23.gz" if_empty(0)
};
static const unsigned char br_18[] = {
#embed "blobs/live-timeline.js.a2ce12a5c053dc23.br" if_empty(0)
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
#embed "blobs/pages-agents.js.ddd0ae25a15fcf82.raw" if_empty(0)
};
static const unsigned char gz_20[] = {
#embed "blobs/pages-agents.js.ddd0ae25a15fcf82.gz" if_empty(0)
};
static const unsigned char br_20[] = {
#embed "blobs/pages-agents.js.ddd0ae25a15fcf82.br" if_empty(0)
};
static const unsigned char raw_21[] = {
#embed "blobs/pages-negotiation.js.94d9d7355513dcbe.raw" if_empty(0)
};
static const unsigned char gz_21[] = {
#embed "blobs/pages-negotiation.js.94d9d7355513dcbe.gz" if_empty(0)
};
static const unsigned char br_21[] = {
#embed "blobs/pages-negotiation.js.94d9d7355513dcbe.br" if_empty(0)
};
static const unsigned char raw_22[] = {
#embed "blobs/pages-stage.js.fa900d2c186ad0a2.raw" if_empty(0)
};
static const unsigned char gz_22[] = {
#embed "blobs/pages-stage.js.fa900d2c186ad0a2.gz" if_empty(0)
};
static const unsigned char br_22[] = {
#embed "blobs/pages-stage.js.fa900d2c186ad0a2.br" if_empty(0)
};
static const unsigned char raw_23[] = {
#embed "blobs/pages-submit.js.2d55a3b0a19ce32e.raw" if_empty(0)
};
static const unsigned char gz_23[] = {
#embed "blobs/pages-submit.js.2d55a3b0a19ce32e.gz" if_empty(0)
};
static const unsigned char br_23[] = {
#embed "blobs/pages-submit.js.2d55a3b0a19ce32e.br" if_empty(0)
};
static const unsigned char raw_24[] = {
#embed "blobs/style-base.css.256a2a5f81dae87b.raw" if_empty(0)
};
static const unsigned char gz_24[] = {
#embed "blobs/style-base.css.256a2a5f81dae87b.gz" if_empty(0)
};
static const unsigned char br_24[] = {
#embed "blobs/style-base.css.256a2a5f81dae87b.br" if_empty(0)
};
static const unsigned char raw_25[] = {
#embed "blobs/style-live.css.3f32674270d5741c.raw" if_empty(0)
};
static const unsigned char gz_25[] = {
#embed "blobs/style-live.css.3f32674270d5741c.gz" if_empty(0)
};
static const unsigned char br_25[] = {
#embed "blobs/style-live.css.3f32674270d5741c.br" if_empty(0)
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
  { "app.js", "/assets/app.d98c00244fac2ba9.js", "text/javascript; charset=utf-8", "\"d98c00244fac2ba9\"", raw_0, 7425, gz_0, 2976, br_0, 2587 },
  { "boot.js", "/assets/boot.1cdb3ec5201a8182.js", "text/javascript; charset=utf-8", "\"1cdb3ec5201a8182\"", raw_1, 288, gz_1, 181, br_1, 147 },
  { "core/api.js", "/assets/core/api.da6463e59ddc021e.js", "text/javascript; charset=utf-8", "\"da6463e59ddc021e\"", raw_2, 2704, gz_2, 1286, br_2, 1091 },
  { "core/dom.js", "/assets/core/dom.f075fb264942fd78.js", "text/javascript; charset=utf-8", "\"f075fb264942fd78\"", raw_3, 4629, gz_3, 1989, br_3, 1758 },
  { "core/format.js", "/assets/core/format.09bf6038067d0e68.js", "text/javascript; charset=utf-8", "\"09bf6038067d0e68\"", raw_4, 2658, gz_4, 1028, br_4, 917 },
  { "core/i18n.js", "/assets/core/i18n.e396ddce4fb6cf0b.js", "text/javascript; charset=utf-8", "\"e396ddce4fb6cf0b\"", raw_5, 1935, gz_5, 843, br_5, 737 },
  { "core/qr.js", "/assets/core/qr.40d9bbaa5f1d209f.js", "text/javascript; charset=utf-8", "\"40d9bbaa5f1d209f\"", raw_6, 4974, gz_6, 2089, br_6, 1951 },
  { "core/store.js", "/assets/core/store.f717e95d82fae455.js", "text/javascript; charset=utf-8", "\"f717e95d82fae455\"", raw_7, 935, gz_7, 422, br_7, 353 },
  { "favicon.svg", "/assets/favicon.2daa56a3992ace77.svg", "image/svg+xml", "\"2daa56a3992ace77\"", raw_8, 375, gz_8, 217, br_8, 196 },
  { "i18n/en.js", "/assets/i18n/en.1b30dc75a300c8a7.js", "text/javascript; charset=utf-8", "\"1b30dc75a300c8a7\"", raw_9, 21519, gz_9, 6470, br_9, 5500 },
  { "i18n/zh.js", "/assets/i18n/zh.92cf56c9b6cb6433.js", "text/javascript; charset=utf-8", "\"92cf56c9b6cb6433\"", raw_10, 20846, gz_10, 7013, br_10, 5786 },
  { "index.html", "/", "text/html; charset=utf-8", "\"dcdfdc6cc750fcb8\"", raw_11, 1409, gz_11, 684, br_11, 486 },
  { "live/markdown.js", "/assets/live/markdown.ae42369974e910d9.js", "text/javascript; charset=utf-8", "\"ae42369974e910d9\"", raw_12, 3623, gz_12, 1526, br_12, 1308 },
  { "live/network.js", "/assets/live/network.067c4558d6e6e3e2.js", "text/javascript; charset=utf-8", "\"067c4558d6e6e3e2\"", raw_13, 14191, gz_13, 5140, br_13, 4621 },
  { "live/outcome.js", "/assets/live/outcome.ee520763605cb712.js", "text/javascript; charset=utf-8", "\"ee520763605cb712\"", raw_14, 6418, gz_14, 2285, br_14, 2024 },
  { "live/proposal.js", "/assets/live/proposal.5d8ba1f182e8751d.js", "text/javascript; charset=utf-8", "\"5d8ba1f182e8751d\"", raw_15, 10384, gz_15, 3370, br_15, 2979 },
  { "live/reducer.js", "/assets/live/reducer.98401042cb7444d8.js", "text/javascript; charset=utf-8", "\"98401042cb7444d8\"", raw_16, 17209, gz_16, 5021, br_16, 4529 },
  { "live/stream.js", "/assets/live/stream.172a794160f36f42.js", "text/javascript; charset=utf-8", "\"172a794160f36f42\"", raw_17, 11590, gz_17, 3469, br_17, 3132 },
  { "live/timeline.js", "/assets/live/timeline.a2ce12a5c053dc23.js", "text/javascript; charset=utf-8", "\"a2ce12a5c053dc23\"", raw_18, 9760, gz_18, 3621, br_18, 3228 },
  { "manifest.webmanifest", "/assets/manifest.86d07bc16e081d55.webmanifest", "application/manifest+json", "\"86d07bc16e081d55\"", raw_19, 260, gz_19, 192, br_19, 159 },
  { "pages/agents.js", "/assets/pages/agents.ddd0ae25a15fcf82.js", "text/javascript; charset=utf-8", "\"ddd0ae25a15fcf82\"", raw_20, 6789, gz_20, 2350, br_20, 2048 },
  { "pages/negotiation.js", "/assets/pages/negotiation.94d9d7355513dcbe.js", "text/javascript; charset=utf-8", "\"94d9d7355513dcbe\"", raw_21, 18869, gz_21, 6346, br_21, 5712 },
  { "pages/stage.js", "/assets/pages/stage.fa900d2c186ad0a2.js", "text/javascript; charset=utf-8", "\"fa900d2c186ad0a2\"", raw_22, 3571, gz_22, 1578, br_22, 1398 },
  { "pages/submit.js", "/assets/pages/submit.2d55a3b0a19ce32e.js", "text/javascript; charset=utf-8", "\"2d55a3b0a19ce32e\"", raw_23, 5510, gz_23, 2265, br_23, 1979 },
  { "style/base.css", "/assets/style/base.256a2a5f81dae87b.css", "text/css; charset=utf-8", "\"256a2a5f81dae87b\"", raw_24, 13742, gz_24, 4106, br_24, 3568 },
  { "style/live.css", "/assets/style/live.3f32674270d5741c.css", "text/css; charset=utf-8", "\"3f32674270d5741c\"", raw_25, 15597, gz_25, 4315, br_25, 3778 },
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
