/* Made by Resources/embed.py; do not edit. */
#include "CAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char raw_0[] = {
#embed "blobs/app.js.9216d3b0c3df6625.raw" if_empty(0)
};
static const unsigned char gz_0[] = {
#embed "blobs/app.js.9216d3b0c3df6625.gz" if_empty(0)
};
static const unsigned char br_0[] = {
#embed "blobs/app.js.9216d3b0c3df6625.br" if_empty(0)
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
#embed "blobs/core-api.js.24888fa58d4dfd1b.raw" if_empty(0)
};
static const unsigned char gz_2[] = {
#embed "blobs/core-api.js.24888fa58d4dfd1b.gz" if_empty(0)
};
static const unsigned char br_2[] = {
#embed "blobs/core-api.js.24888fa58d4dfd1b.br" if_empty(0)
};
static const unsigned char raw_3[] = {
#embed "blobs/core-dom.js.439fcdcb9cf78353.raw" if_empty(0)
};
static const unsigned char gz_3[] = {
#embed "blobs/core-dom.js.439fcdcb9cf78353.gz" if_empty(0)
};
static const unsigned char br_3[] = {
#embed "blobs/core-dom.js.439fcdcb9cf78353.br" if_empty(0)
};
static const unsigned char raw_4[] = {
#embed "blobs/core-format.js.cb7ca01c0c92a666.raw" if_empty(0)
};
static const unsigned char gz_4[] = {
#embed "blobs/core-format.js.cb7ca01c0c92a666.gz" if_empty(0)
};
static const unsigned char br_4[] = {
#embed "blobs/core-format.js.cb7ca01c0c92a666.br" if_empty(0)
};
static const unsigned char raw_5[] = {
#embed "blobs/core-i18n.js.5083e6c7dd621ef5.raw" if_empty(0)
};
static const unsigned char gz_5[] = {
#embed "blobs/core-i18n.js.5083e6c7dd621ef5.gz" if_empty(0)
};
static const unsigned char br_5[] = {
#embed "blobs/core-i18n.js.5083e6c7dd621ef5.br" if_empty(0)
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
#embed "blobs/core-store.js.e0db7d29b4a8310d.raw" if_empty(0)
};
static const unsigned char gz_7[] = {
#embed "blobs/core-store.js.e0db7d29b4a8310d.gz" if_empty(0)
};
static const unsigned char br_7[] = {
#embed "blobs/core-store.js.e0db7d29b4a8310d.br" if_empty(0)
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
#embed "blobs/i18n-en.js.ea957b0431c43dce.raw" if_empty(0)
};
static const unsigned char gz_9[] = {
#embed "blobs/i18n-en.js.ea957b0431c43dce.gz" if_empty(0)
};
static const unsigned char br_9[] = {
#embed "blobs/i18n-en.js.ea957b0431c43dce.br" if_empty(0)
};
static const unsigned char raw_10[] = {
#embed "blobs/i18n-keys.js.1aec61519a605968.raw" if_empty(0)
};
static const unsigned char gz_10[] = {
#embed "blobs/i18n-keys.js.1aec61519a605968.gz" if_empty(0)
};
static const unsigned char br_10[] = {
#embed "blobs/i18n-keys.js.1aec61519a605968.br" if_empty(0)
};
static const unsigned char raw_11[] = {
#embed "blobs/i18n-zh.js.6afcb132fce5a7c1.raw" if_empty(0)
};
static const unsigned char gz_11[] = {
#embed "blobs/i18n-zh.js.6afcb132fce5a7c1.gz" if_empty(0)
};
static const unsigned char br_11[] = {
#embed "blobs/i18n-zh.js.6afcb132fce5a7c1.br" if_empty(0)
};
static const unsigned char raw_12[] = {
#embed "blobs/index.html.4c02ab11ef2204bc.raw" if_empty(0)
};
static const unsigned char gz_12[] = {
#embed "blobs/index.html.4c02ab11ef2204bc.gz" if_empty(0)
};
static const unsigned char br_12[] = {
#embed "blobs/index.html.4c02ab11ef2204bc.br" if_empty(0)
};
static const unsigned char raw_13[] = {
#embed "blobs/live-network.js.567e08935b4e9212.raw" if_empty(0)
};
static const unsigned char gz_13[] = {
#embed "blobs/live-network.js.567e08935b4e9212.gz" if_empty(0)
};
static const unsigned char br_13[] = {
#embed "blobs/live-network.js.567e08935b4e9212.br" if_empty(0)
};
static const unsigned char raw_14[] = {
#embed "blobs/live-outcome.js.97fc187a77df244d.raw" if_empty(0)
};
static const unsigned char gz_14[] = {
#embed "blobs/live-outcome.js.97fc187a77df244d.gz" if_empty(0)
};
static const unsigned char br_14[] = {
#embed "blobs/live-outcome.js.97fc187a77df244d.br" if_empty(0)
};
static const unsigned char raw_15[] = {
#embed "blobs/live-proposal.js.628daaa04cf69609.raw" if_empty(0)
};
static const unsigned char gz_15[] = {
#embed "blobs/live-proposal.js.628daaa04cf69609.gz" if_empty(0)
};
static const unsigned char br_15[] = {
#embed "blobs/live-proposal.js.628daaa04cf69609.br" if_empty(0)
};
static const unsigned char raw_16[] = {
#embed "blobs/live-reducer.js.d835c87587e74fef.raw" if_empty(0)
};
static const unsigned char gz_16[] = {
#embed "blobs/live-reducer.js.d835c87587e74fef.gz" if_empty(0)
};
static const unsigned char br_16[] = {
#embed "blobs/live-reducer.js.d835c87587e74fef.br" if_empty(0)
};
static const unsigned char raw_17[] = {
#embed "blobs/live-stream.js.da0f1cb769b631f6.raw" if_empty(0)
};
static const unsigned char gz_17[] = {
#embed "blobs/live-stream.js.da0f1cb769b631f6.gz" if_empty(0)
};
static const unsigned char br_17[] = {
#embed "blobs/live-stream.js.da0f1cb769b631f6.br" if_empty(0)
};
static const unsigned char raw_18[] = {
#embed "blobs/live-timeline.js.55ad514458980de9.raw" if_empty(0)
};
static const unsigned char gz_18[] = {
#embed "blobs/live-timeline.js.55ad514458980de9.gz" if_empty(0)
};
static const unsigned char br_18[] = {
#embed "blobs/live-timeline.js.55ad514458980de9.br" if_empty(0)
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
#embed "blobs/pages-admin.js.bb18df0043603fd3.raw" if_empty(0)
};
static const unsigned char gz_20[] = {
#embed "blobs/pages-admin.js.bb18df0043603fd3.gz" if_empty(0)
};
static const unsigned char br_20[] = {
#embed "blobs/pages-admin.js.bb18df0043603fd3.br" if_empty(0)
};
static const unsigned char raw_21[] = {
#embed "blobs/pages-agents.js.84abedd80f1315a9.raw" if_empty(0)
};
static const unsigned char gz_21[] = {
#embed "blobs/pages-agents.js.84abedd80f1315a9.gz" if_empty(0)
};
static const unsigned char br_21[] = {
#embed "blobs/pages-agents.js.84abedd80f1315a9.br" if_empty(0)
};
static const unsigned char raw_22[] = {
#embed "blobs/pages-docs.js.5c3e1bbeabab544b.raw" if_empty(0)
};
static const unsigned char gz_22[] = {
#embed "blobs/pages-docs.js.5c3e1bbeabab544b.gz" if_empty(0)
};
static const unsigned char br_22[] = {
#embed "blobs/pages-docs.js.5c3e1bbeabab544b.br" if_empty(0)
};
static const unsigned char raw_23[] = {
#embed "blobs/pages-inbox.js.dbbf0ddd7eaeda42.raw" if_empty(0)
};
static const unsigned char gz_23[] = {
#embed "blobs/pages-inbox.js.dbbf0ddd7eaeda42.gz" if_empty(0)
};
static const unsigned char br_23[] = {
#embed "blobs/pages-inbox.js.dbbf0ddd7eaeda42.br" if_empty(0)
};
static const unsigned char raw_24[] = {
#embed "blobs/pages-join.js.e7b61e7c4c3d50b1.raw" if_empty(0)
};
static const unsigned char gz_24[] = {
#embed "blobs/pages-join.js.e7b61e7c4c3d50b1.gz" if_empty(0)
};
static const unsigned char br_24[] = {
#embed "blobs/pages-join.js.e7b61e7c4c3d50b1.br" if_empty(0)
};
static const unsigned char raw_25[] = {
#embed "blobs/pages-negotiation.js.b244253bb9761803.raw" if_empty(0)
};
static const unsigned char gz_25[] = {
#embed "blobs/pages-negotiation.js.b244253bb9761803.gz" if_empty(0)
};
static const unsigned char br_25[] = {
#embed "blobs/pages-negotiation.js.b244253bb9761803.br" if_empty(0)
};
static const unsigned char raw_26[] = {
#embed "blobs/pages-profile.js.15cf2d904eed7292.raw" if_empty(0)
};
static const unsigned char gz_26[] = {
#embed "blobs/pages-profile.js.15cf2d904eed7292.gz" if_empty(0)
};
static const unsigned char br_26[] = {
#embed "blobs/pages-profile.js.15cf2d904eed7292.br" if_empty(0)
};
static const unsigned char raw_27[] = {
#embed "blobs/pages-stage.js.8428635261147343.raw" if_empty(0)
};
static const unsigned char gz_27[] = {
#embed "blobs/pages-stage.js.8428635261147343.gz" if_empty(0)
};
static const unsigned char br_27[] = {
#embed "blobs/pages-stage.js.8428635261147343.br" if_empty(0)
};
static const unsigned char raw_28[] = {
#embed "blobs/pages-submit.js.c6da96354daedef2.raw" if_empty(0)
};
static const unsigned char gz_28[] = {
#embed "blobs/pages-submit.js.c6da96354daedef2.gz" if_empty(0)
};
static const unsigned char br_28[] = {
#embed "blobs/pages-submit.js.c6da96354daedef2.br" if_empty(0)
};
static const unsigned char raw_29[] = {
#embed "blobs/style-base.css.b62dbdc071567643.raw" if_empty(0)
};
static const unsigned char gz_29[] = {
#embed "blobs/style-base.css.b62dbdc071567643.gz" if_empty(0)
};
static const unsigned char br_29[] = {
#embed "blobs/style-base.css.b62dbdc071567643.br" if_empty(0)
};
static const unsigned char raw_30[] = {
#embed "blobs/style-console.css.a527e1700fc0b638.raw" if_empty(0)
};
static const unsigned char gz_30[] = {
#embed "blobs/style-console.css.a527e1700fc0b638.gz" if_empty(0)
};
static const unsigned char br_30[] = {
#embed "blobs/style-console.css.a527e1700fc0b638.br" if_empty(0)
};
static const unsigned char raw_31[] = {
#embed "blobs/style-live.css.031ede42bc5e28c0.raw" if_empty(0)
};
static const unsigned char gz_31[] = {
#embed "blobs/style-live.css.031ede42bc5e28c0.gz" if_empty(0)
};
static const unsigned char br_31[] = {
#embed "blobs/style-live.css.031ede42bc5e28c0.br" if_empty(0)
};
static const unsigned char raw_32[] = {
#embed "blobs/style-people.css.f3342eb47d35c173.raw" if_empty(0)
};
static const unsigned char gz_32[] = {
#embed "blobs/style-people.css.f3342eb47d35c173.gz" if_empty(0)
};
static const unsigned char br_32[] = {
#embed "blobs/style-people.css.f3342eb47d35c173.br" if_empty(0)
};
static const unsigned char raw_33[] = {
#embed "blobs/openapi.json.f7b5eb6f7a412fdf.raw" if_empty(0)
};
static const unsigned char gz_33[] = {
#embed "blobs/openapi.json.f7b5eb6f7a412fdf.gz" if_empty(0)
};
static const unsigned char br_33[] = {
#embed "blobs/openapi.json.f7b5eb6f7a412fdf.br" if_empty(0)
};
static const unsigned char members[] = {
#embed "blobs/members.fd6eedf2d5ed4592.jsonl" if_empty(0)
};

static const towow_asset assets[] = {
  { "app.js", "/assets/app.9216d3b0c3df6625.js", "text/javascript; charset=utf-8", "\"9216d3b0c3df6625\"", raw_0, 7755, gz_0, 3124, br_0, 2733 },
  { "boot.js", "/assets/boot.2192198d2e6312cf.js", "text/javascript; charset=utf-8", "\"2192198d2e6312cf\"", raw_1, 262, gz_1, 172, br_1, 140 },
  { "core/api.js", "/assets/core/api.24888fa58d4dfd1b.js", "text/javascript; charset=utf-8", "\"24888fa58d4dfd1b\"", raw_2, 3439, gz_2, 1747, br_2, 1516 },
  { "core/dom.js", "/assets/core/dom.439fcdcb9cf78353.js", "text/javascript; charset=utf-8", "\"439fcdcb9cf78353\"", raw_3, 4665, gz_3, 2057, br_3, 1844 },
  { "core/format.js", "/assets/core/format.cb7ca01c0c92a666.js", "text/javascript; charset=utf-8", "\"cb7ca01c0c92a666\"", raw_4, 2334, gz_4, 1006, br_4, 918 },
  { "core/i18n.js", "/assets/core/i18n.5083e6c7dd621ef5.js", "text/javascript; charset=utf-8", "\"5083e6c7dd621ef5\"", raw_5, 1540, gz_5, 781, br_5, 698 },
  { "core/qr.js", "/assets/core/qr.aea10167895f4a88.js", "text/javascript; charset=utf-8", "\"aea10167895f4a88\"", raw_6, 3800, gz_6, 1789, br_6, 1685 },
  { "core/store.js", "/assets/core/store.e0db7d29b4a8310d.js", "text/javascript; charset=utf-8", "\"e0db7d29b4a8310d\"", raw_7, 1100, gz_7, 422, br_7, 365 },
  { "favicon.svg", "/assets/favicon.2daa56a3992ace77.svg", "image/svg+xml", "\"2daa56a3992ace77\"", raw_8, 375, gz_8, 217, br_8, 196 },
  { "i18n/en.js", "/assets/i18n/en.ea957b0431c43dce.js", "text/javascript; charset=utf-8", "\"ea957b0431c43dce\"", raw_9, 12857, gz_9, 4412, br_9, 3691 },
  { "i18n/keys.js", "/assets/i18n/keys.1aec61519a605968.js", "text/javascript; charset=utf-8", "\"1aec61519a605968\"", raw_10, 9351, gz_10, 2535, br_10, 2158 },
  { "i18n/zh.js", "/assets/i18n/zh.6afcb132fce5a7c1.js", "text/javascript; charset=utf-8", "\"6afcb132fce5a7c1\"", raw_11, 12177, gz_11, 4508, br_11, 3730 },
  { "index.html", "/", "text/html; charset=utf-8", "\"4c02ab11ef2204bc\"", raw_12, 1559, gz_12, 722, br_12, 520 },
  { "live/network.js", "/assets/live/network.567e08935b4e9212.js", "text/javascript; charset=utf-8", "\"567e08935b4e9212\"", raw_13, 13007, gz_13, 5189, br_13, 4636 },
  { "live/outcome.js", "/assets/live/outcome.97fc187a77df244d.js", "text/javascript; charset=utf-8", "\"97fc187a77df244d\"", raw_14, 8287, gz_14, 3169, br_14, 2837 },
  { "live/proposal.js", "/assets/live/proposal.628daaa04cf69609.js", "text/javascript; charset=utf-8", "\"628daaa04cf69609\"", raw_15, 8636, gz_15, 3220, br_15, 2855 },
  { "live/reducer.js", "/assets/live/reducer.d835c87587e74fef.js", "text/javascript; charset=utf-8", "\"d835c87587e74fef\"", raw_16, 14709, gz_16, 4748, br_16, 4279 },
  { "live/stream.js", "/assets/live/stream.da0f1cb769b631f6.js", "text/javascript; charset=utf-8", "\"da0f1cb769b631f6\"", raw_17, 10266, gz_17, 3250, br_17, 2946 },
  { "live/timeline.js", "/assets/live/timeline.55ad514458980de9.js", "text/javascript; charset=utf-8", "\"55ad514458980de9\"", raw_18, 8907, gz_18, 3532, br_18, 3183 },
  { "manifest.webmanifest", "/assets/manifest.86d07bc16e081d55.webmanifest", "application/manifest+json", "\"86d07bc16e081d55\"", raw_19, 260, gz_19, 192, br_19, 159 },
  { "pages/admin.js", "/assets/pages/admin.bb18df0043603fd3.js", "text/javascript; charset=utf-8", "\"bb18df0043603fd3\"", raw_20, 27852, gz_20, 11057, br_20, 9572 },
  { "pages/agents.js", "/assets/pages/agents.84abedd80f1315a9.js", "text/javascript; charset=utf-8", "\"84abedd80f1315a9\"", raw_21, 8121, gz_21, 3080, br_21, 2724 },
  { "pages/docs.js", "/assets/pages/docs.5c3e1bbeabab544b.js", "text/javascript; charset=utf-8", "\"5c3e1bbeabab544b\"", raw_22, 8728, gz_22, 3737, br_22, 3265 },
  { "pages/inbox.js", "/assets/pages/inbox.dbbf0ddd7eaeda42.js", "text/javascript; charset=utf-8", "\"dbbf0ddd7eaeda42\"", raw_23, 25254, gz_23, 9614, br_23, 8265 },
  { "pages/join.js", "/assets/pages/join.e7b61e7c4c3d50b1.js", "text/javascript; charset=utf-8", "\"e7b61e7c4c3d50b1\"", raw_24, 18801, gz_24, 7389, br_24, 6249 },
  { "pages/negotiation.js", "/assets/pages/negotiation.b244253bb9761803.js", "text/javascript; charset=utf-8", "\"b244253bb9761803\"", raw_25, 16298, gz_25, 5862, br_25, 5255 },
  { "pages/profile.js", "/assets/pages/profile.15cf2d904eed7292.js", "text/javascript; charset=utf-8", "\"15cf2d904eed7292\"", raw_26, 4632, gz_26, 1837, br_26, 1651 },
  { "pages/stage.js", "/assets/pages/stage.8428635261147343.js", "text/javascript; charset=utf-8", "\"8428635261147343\"", raw_27, 3209, gz_27, 1505, br_27, 1336 },
  { "pages/submit.js", "/assets/pages/submit.c6da96354daedef2.js", "text/javascript; charset=utf-8", "\"c6da96354daedef2\"", raw_28, 4575, gz_28, 2006, br_28, 1761 },
  { "style/base.css", "/assets/style/base.b62dbdc071567643.css", "text/css; charset=utf-8", "\"b62dbdc071567643\"", raw_29, 14072, gz_29, 4164, br_29, 3623 },
  { "style/console.css", "/assets/style/console.a527e1700fc0b638.css", "text/css; charset=utf-8", "\"a527e1700fc0b638\"", raw_30, 4213, gz_30, 1482, br_30, 1252 },
  { "style/live.css", "/assets/style/live.031ede42bc5e28c0.css", "text/css; charset=utf-8", "\"031ede42bc5e28c0\"", raw_31, 15341, gz_31, 4282, br_31, 3752 },
  { "style/people.css", "/assets/style/people.f3342eb47d35c173.css", "text/css; charset=utf-8", "\"f3342eb47d35c173\"", raw_32, 3537, gz_32, 1242, br_32, 1030 },
  { "openapi.json", "/openapi.json", "application/json; charset=utf-8", "\"f7b5eb6f7a412fdf\"", raw_33, 152175, gz_33, 25890, br_33, 20827 },
};

size_t towow_asset_count(void) { return sizeof assets / sizeof assets[0]; }

const towow_asset *towow_asset_at(size_t index) {
  return index < towow_asset_count() ? &assets[index] : NULL;
}

const unsigned char *towow_bundled_members(size_t *count_of_bytes) {
  *count_of_bytes = 163311;
  return members;
}
