/* Made by Resources/embed.py; do not edit. */
#include "CAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char raw_0[] = {
#embed "blobs/app.js.80ec0886926c5e72.raw" if_empty(0)
};
static const unsigned char gz_0[] = {
#embed "blobs/app.js.80ec0886926c5e72.gz" if_empty(0)
};
static const unsigned char br_0[] = {
#embed "blobs/app.js.80ec0886926c5e72.br" if_empty(0)
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
#embed "blobs/core-api.js.7c6a7898a5a896f4.raw" if_empty(0)
};
static const unsigned char gz_2[] = {
#embed "blobs/core-api.js.7c6a7898a5a896f4.gz" if_empty(0)
};
static const unsigned char br_2[] = {
#embed "blobs/core-api.js.7c6a7898a5a896f4.br" if_empty(0)
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
#embed "blobs/core-format.js.19ac9c3a8707efa0.raw" if_empty(0)
};
static const unsigned char gz_4[] = {
#embed "blobs/core-format.js.19ac9c3a8707efa0.gz" if_empty(0)
};
static const unsigned char br_4[] = {
#embed "blobs/core-format.js.19ac9c3a8707efa0.br" if_empty(0)
};
static const unsigned char raw_5[] = {
#embed "blobs/core-i18n.js.ac2d3537b4dab8f9.raw" if_empty(0)
};
static const unsigned char gz_5[] = {
#embed "blobs/core-i18n.js.ac2d3537b4dab8f9.gz" if_empty(0)
};
static const unsigned char br_5[] = {
#embed "blobs/core-i18n.js.ac2d3537b4dab8f9.br" if_empty(0)
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
#embed "blobs/i18n-en.js.2f57bdcd1d593b23.raw" if_empty(0)
};
static const unsigned char gz_9[] = {
#embed "blobs/i18n-en.js.2f57bdcd1d593b23.gz" if_empty(0)
};
static const unsigned char br_9[] = {
#embed "blobs/i18n-en.js.2f57bdcd1d593b23.br" if_empty(0)
};
static const unsigned char raw_10[] = {
#embed "blobs/i18n-zh.js.b5ac73e6b131c292.raw" if_empty(0)
};
static const unsigned char gz_10[] = {
#embed "blobs/i18n-zh.js.b5ac73e6b131c292.gz" if_empty(0)
};
static const unsigned char br_10[] = {
#embed "blobs/i18n-zh.js.b5ac73e6b131c292.br" if_empty(0)
};
static const unsigned char raw_11[] = {
#embed "blobs/index.html.9190c0ea99cadc30.raw" if_empty(0)
};
static const unsigned char gz_11[] = {
#embed "blobs/index.html.9190c0ea99cadc30.gz" if_empty(0)
};
static const unsigned char br_11[] = {
#embed "blobs/index.html.9190c0ea99cadc30.br" if_empty(0)
};
static const unsigned char raw_12[] = {
#embed "blobs/live-markdown.js.27aa30fe6b208c5f.raw" if_empty(0)
};
static const unsigned char gz_12[] = {
#embed "blobs/live-markdown.js.27aa30fe6b208c5f.gz" if_empty(0)
};
static const unsigned char br_12[] = {
#embed "blobs/live-markdown.js.27aa30fe6b208c5f.br" if_empty(0)
};
static const unsigned char raw_13[] = {
#embed "blobs/live-network.js.4e51f677a6fbd0ea.raw" if_empty(0)
};
static const unsigned char gz_13[] = {
#embed "blobs/live-network.js.4e51f677a6fbd0ea.gz" if_empty(0)
};
static const unsigned char br_13[] = {
#embed "blobs/live-network.js.4e51f677a6fbd0ea.br" if_empty(0)
};
static const unsigned char raw_14[] = {
#embed "blobs/live-outcome.js.5b618a440250e774.raw" if_empty(0)
};
static const unsigned char gz_14[] = {
#embed "blobs/live-outcome.js.5b618a440250e774.gz" if_empty(0)
};
static const unsigned char br_14[] = {
#embed "blobs/live-outcome.js.5b618a440250e774.br" if_empty(0)
};
static const unsigned char raw_15[] = {
#embed "blobs/live-proposal.js.f22d268f560a4b18.raw" if_empty(0)
};
static const unsigned char gz_15[] = {
#embed "blobs/live-proposal.js.f22d268f560a4b18.gz" if_empty(0)
};
static const unsigned char br_15[] = {
#embed "blobs/live-proposal.js.f22d268f560a4b18.br" if_empty(0)
};
static const unsigned char raw_16[] = {
#embed "blobs/live-reducer.js.46fae0463ffdc342.raw" if_empty(0)
};
static const unsigned char gz_16[] = {
#embed "blobs/live-reducer.js.46fae0463ffdc342.gz" if_empty(0)
};
static const unsigned char br_16[] = {
#embed "blobs/live-reducer.js.46fae0463ffdc342.br" if_empty(0)
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
#embed "blobs/live-timeline.js.9f7293103f88c168.raw" if_empty(0)
};
static const unsigned char gz_18[] = {
#embed "blobs/live-timeline.js.9f7293103f88c168.gz" if_empty(0)
};
static const unsigned char br_18[] = {
#embed "blobs/live-timeline.js.9f7293103f88c168.br" if_empty(0)
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
#embed "blobs/pages-agents.js.58e1a598082b2e31.raw" if_empty(0)
};
static const unsigned char gz_20[] = {
#embed "blobs/pages-agents.js.58e1a598082b2e31.gz" if_empty(0)
};
static const unsigned char br_20[] = {
#embed "blobs/pages-agents.js.58e1a598082b2e31.br" if_empty(0)
};
static const unsigned char raw_21[] = {
#embed "blobs/pages-negotiation.js.7eeec011c5c4c4f9.raw" if_empty(0)
};
static const unsigned char gz_21[] = {
#embed "blobs/pages-negotiation.js.7eeec011c5c4c4f9.gz" if_empty(0)
};
static const unsigned char br_21[] = {
#embed "blobs/pages-negotiation.js.7eeec011c5c4c4f9.br" if_empty(0)
};
static const unsigned char raw_22[] = {
#embed "blobs/pages-profile.js.198870c2ee0df597.raw" if_empty(0)
};
static const unsigned char gz_22[] = {
#embed "blobs/pages-profile.js.198870c2ee0df597.gz" if_empty(0)
};
static const unsigned char br_22[] = {
#embed "blobs/pages-profile.js.198870c2ee0df597.br" if_empty(0)
};
static const unsigned char raw_23[] = {
#embed "blobs/pages-stage.js.5d7ec373a97024c4.raw" if_empty(0)
};
static const unsigned char gz_23[] = {
#embed "blobs/pages-stage.js.5d7ec373a97024c4.gz" if_empty(0)
};
static const unsigned char br_23[] = {
#embed "blobs/pages-stage.js.5d7ec373a97024c4.br" if_empty(0)
};
static const unsigned char raw_24[] = {
#embed "blobs/pages-submit.js.6236b68ae618db30.raw" if_empty(0)
};
static const unsigned char gz_24[] = {
#embed "blobs/pages-submit.js.6236b68ae618db30.gz" if_empty(0)
};
static const unsigned char br_24[] = {
#embed "blobs/pages-submit.js.6236b68ae618db30.br" if_empty(0)
};
static const unsigned char raw_25[] = {
#embed "blobs/style-base.css.256a2a5f81dae87b.raw" if_empty(0)
};
static const unsigned char gz_25[] = {
#embed "blobs/style-base.css.256a2a5f81dae87b.gz" if_empty(0)
};
static const unsigned char br_25[] = {
#embed "blobs/style-base.css.256a2a5f81dae87b.br" if_empty(0)
};
static const unsigned char raw_26[] = {
#embed "blobs/style-live.css.1061b943fdb7cd56.raw" if_empty(0)
};
static const unsigned char gz_26[] = {
#embed "blobs/style-live.css.1061b943fdb7cd56.gz" if_empty(0)
};
static const unsigned char br_26[] = {
#embed "blobs/style-live.css.1061b943fdb7cd56.br" if_empty(0)
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
  { "app.js", "/assets/app.80ec0886926c5e72.js", "text/javascript; charset=utf-8", "\"80ec0886926c5e72\"", raw_0, 7415, gz_0, 2973, br_0, 2581 },
  { "boot.js", "/assets/boot.1cdb3ec5201a8182.js", "text/javascript; charset=utf-8", "\"1cdb3ec5201a8182\"", raw_1, 288, gz_1, 181, br_1, 147 },
  { "core/api.js", "/assets/core/api.7c6a7898a5a896f4.js", "text/javascript; charset=utf-8", "\"7c6a7898a5a896f4\"", raw_2, 3600, gz_2, 1682, br_2, 1453 },
  { "core/dom.js", "/assets/core/dom.f075fb264942fd78.js", "text/javascript; charset=utf-8", "\"f075fb264942fd78\"", raw_3, 4629, gz_3, 1989, br_3, 1758 },
  { "core/format.js", "/assets/core/format.19ac9c3a8707efa0.js", "text/javascript; charset=utf-8", "\"19ac9c3a8707efa0\"", raw_4, 2828, gz_4, 1107, br_4, 991 },
  { "core/i18n.js", "/assets/core/i18n.ac2d3537b4dab8f9.js", "text/javascript; charset=utf-8", "\"ac2d3537b4dab8f9\"", raw_5, 1935, gz_5, 842, br_5, 740 },
  { "core/qr.js", "/assets/core/qr.40d9bbaa5f1d209f.js", "text/javascript; charset=utf-8", "\"40d9bbaa5f1d209f\"", raw_6, 4974, gz_6, 2089, br_6, 1951 },
  { "core/store.js", "/assets/core/store.f717e95d82fae455.js", "text/javascript; charset=utf-8", "\"f717e95d82fae455\"", raw_7, 935, gz_7, 422, br_7, 353 },
  { "favicon.svg", "/assets/favicon.2daa56a3992ace77.svg", "image/svg+xml", "\"2daa56a3992ace77\"", raw_8, 375, gz_8, 217, br_8, 196 },
  { "i18n/en.js", "/assets/i18n/en.2f57bdcd1d593b23.js", "text/javascript; charset=utf-8", "\"2f57bdcd1d593b23\"", raw_9, 21816, gz_9, 6571, br_9, 5588 },
  { "i18n/zh.js", "/assets/i18n/zh.b5ac73e6b131c292.js", "text/javascript; charset=utf-8", "\"b5ac73e6b131c292\"", raw_10, 21132, gz_10, 7120, br_10, 5865 },
  { "index.html", "/", "text/html; charset=utf-8", "\"9190c0ea99cadc30\"", raw_11, 1485, gz_11, 702, br_11, 502 },
  { "live/markdown.js", "/assets/live/markdown.27aa30fe6b208c5f.js", "text/javascript; charset=utf-8", "\"27aa30fe6b208c5f\"", raw_12, 3623, gz_12, 1525, br_12, 1304 },
  { "live/network.js", "/assets/live/network.4e51f677a6fbd0ea.js", "text/javascript; charset=utf-8", "\"4e51f677a6fbd0ea\"", raw_13, 14191, gz_13, 5141, br_13, 4620 },
  { "live/outcome.js", "/assets/live/outcome.5b618a440250e774.js", "text/javascript; charset=utf-8", "\"5b618a440250e774\"", raw_14, 6418, gz_14, 2286, br_14, 2019 },
  { "live/proposal.js", "/assets/live/proposal.f22d268f560a4b18.js", "text/javascript; charset=utf-8", "\"f22d268f560a4b18\"", raw_15, 10384, gz_15, 3371, br_15, 2975 },
  { "live/reducer.js", "/assets/live/reducer.46fae0463ffdc342.js", "text/javascript; charset=utf-8", "\"46fae0463ffdc342\"", raw_16, 17209, gz_16, 5019, br_16, 4529 },
  { "live/stream.js", "/assets/live/stream.172a794160f36f42.js", "text/javascript; charset=utf-8", "\"172a794160f36f42\"", raw_17, 11590, gz_17, 3469, br_17, 3132 },
  { "live/timeline.js", "/assets/live/timeline.9f7293103f88c168.js", "text/javascript; charset=utf-8", "\"9f7293103f88c168\"", raw_18, 10018, gz_18, 3724, br_18, 3341 },
  { "manifest.webmanifest", "/assets/manifest.86d07bc16e081d55.webmanifest", "application/manifest+json", "\"86d07bc16e081d55\"", raw_19, 260, gz_19, 192, br_19, 159 },
  { "pages/agents.js", "/assets/pages/agents.58e1a598082b2e31.js", "text/javascript; charset=utf-8", "\"58e1a598082b2e31\"", raw_20, 8956, gz_20, 3120, br_20, 2761 },
  { "pages/negotiation.js", "/assets/pages/negotiation.7eeec011c5c4c4f9.js", "text/javascript; charset=utf-8", "\"7eeec011c5c4c4f9\"", raw_21, 18869, gz_21, 6352, br_21, 5702 },
  { "pages/profile.js", "/assets/pages/profile.198870c2ee0df597.js", "text/javascript; charset=utf-8", "\"198870c2ee0df597\"", raw_22, 6661, gz_22, 2378, br_22, 2140 },
  { "pages/stage.js", "/assets/pages/stage.5d7ec373a97024c4.js", "text/javascript; charset=utf-8", "\"5d7ec373a97024c4\"", raw_23, 3571, gz_23, 1577, br_23, 1395 },
  { "pages/submit.js", "/assets/pages/submit.6236b68ae618db30.js", "text/javascript; charset=utf-8", "\"6236b68ae618db30\"", raw_24, 5510, gz_24, 2266, br_24, 1979 },
  { "style/base.css", "/assets/style/base.256a2a5f81dae87b.css", "text/css; charset=utf-8", "\"256a2a5f81dae87b\"", raw_25, 13742, gz_25, 4106, br_25, 3568 },
  { "style/live.css", "/assets/style/live.1061b943fdb7cd56.css", "text/css; charset=utf-8", "\"1061b943fdb7cd56\"", raw_26, 15586, gz_26, 4313, br_26, 3776 },
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
