/* Made by Resources/embed.py; do not edit. */
#include "CAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char raw_0[] = {
#embed "blobs/app.js.6cd24f88e1a2e43e.raw" if_empty(0)
};
static const unsigned char gz_0[] = {
#embed "blobs/app.js.6cd24f88e1a2e43e.gz" if_empty(0)
};
static const unsigned char br_0[] = {
#embed "blobs/app.js.6cd24f88e1a2e43e.br" if_empty(0)
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
#embed "blobs/core-api.js.a30f538266a6aa03.raw" if_empty(0)
};
static const unsigned char gz_2[] = {
#embed "blobs/core-api.js.a30f538266a6aa03.gz" if_empty(0)
};
static const unsigned char br_2[] = {
#embed "blobs/core-api.js.a30f538266a6aa03.br" if_empty(0)
};
static const unsigned char raw_3[] = {
#embed "blobs/core-dom.js.e6ae0553158a4e64.raw" if_empty(0)
};
static const unsigned char gz_3[] = {
#embed "blobs/core-dom.js.e6ae0553158a4e64.gz" if_empty(0)
};
static const unsigned char br_3[] = {
#embed "blobs/core-dom.js.e6ae0553158a4e64.br" if_empty(0)
};
static const unsigned char raw_4[] = {
#embed "blobs/core-format.js.f377400e12b8070d.raw" if_empty(0)
};
static const unsigned char gz_4[] = {
#embed "blobs/core-format.js.f377400e12b8070d.gz" if_empty(0)
};
static const unsigned char br_4[] = {
#embed "blobs/core-format.js.f377400e12b8070d.br" if_empty(0)
};
static const unsigned char raw_5[] = {
#embed "blobs/core-i18n.js.5a761c2ace5e0858.raw" if_empty(0)
};
static const unsigned char gz_5[] = {
#embed "blobs/core-i18n.js.5a761c2ace5e0858.gz" if_empty(0)
};
static const unsigned char br_5[] = {
#embed "blobs/core-i18n.js.5a761c2ace5e0858.br" if_empty(0)
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
#embed "blobs/i18n-en.js.349e5aff54e4a26b.raw" if_empty(0)
};
static const unsigned char gz_9[] = {
#embed "blobs/i18n-en.js.349e5aff54e4a26b.gz" if_empty(0)
};
static const unsigned char br_9[] = {
#embed "blobs/i18n-en.js.349e5aff54e4a26b.br" if_empty(0)
};
static const unsigned char raw_10[] = {
#embed "blobs/i18n-keys.js.2527466151587384.raw" if_empty(0)
};
static const unsigned char gz_10[] = {
#embed "blobs/i18n-keys.js.2527466151587384.gz" if_empty(0)
};
static const unsigned char br_10[] = {
#embed "blobs/i18n-keys.js.2527466151587384.br" if_empty(0)
};
static const unsigned char raw_11[] = {
#embed "blobs/i18n-zh.js.2d7676bea42d9acf.raw" if_empty(0)
};
static const unsigned char gz_11[] = {
#embed "blobs/i18n-zh.js.2d7676bea42d9acf.gz" if_empty(0)
};
static const unsigned char br_11[] = {
#embed "blobs/i18n-zh.js.2d7676bea42d9acf.br" if_empty(0)
};
static const unsigned char raw_12[] = {
#embed "blobs/index.html.89e3aafd708a8683.raw" if_empty(0)
};
static const unsigned char gz_12[] = {
#embed "blobs/index.html.89e3aafd708a8683.gz" if_empty(0)
};
static const unsigned char br_12[] = {
#embed "blobs/index.html.89e3aafd708a8683.br" if_empty(0)
};
static const unsigned char raw_13[] = {
#embed "blobs/live-network.js.48731d69f0d4b79a.raw" if_empty(0)
};
static const unsigned char gz_13[] = {
#embed "blobs/live-network.js.48731d69f0d4b79a.gz" if_empty(0)
};
static const unsigned char br_13[] = {
#embed "blobs/live-network.js.48731d69f0d4b79a.br" if_empty(0)
};
static const unsigned char raw_14[] = {
#embed "blobs/live-outcome.js.f9dfb42459a304dd.raw" if_empty(0)
};
static const unsigned char gz_14[] = {
#embed "blobs/live-outcome.js.f9dfb42459a304dd.gz" if_empty(0)
};
static const unsigned char br_14[] = {
#embed "blobs/live-outcome.js.f9dfb42459a304dd.br" if_empty(0)
};
static const unsigned char raw_15[] = {
#embed "blobs/live-proposal.js.244d0d669d66b8cb.raw" if_empty(0)
};
static const unsigned char gz_15[] = {
#embed "blobs/live-proposal.js.244d0d669d66b8cb.gz" if_empty(0)
};
static const unsigned char br_15[] = {
#embed "blobs/live-proposal.js.244d0d669d66b8cb.br" if_empty(0)
};
static const unsigned char raw_16[] = {
#embed "blobs/live-reducer.js.2239f138e4b79974.raw" if_empty(0)
};
static const unsigned char gz_16[] = {
#embed "blobs/live-reducer.js.2239f138e4b79974.gz" if_empty(0)
};
static const unsigned char br_16[] = {
#embed "blobs/live-reducer.js.2239f138e4b79974.br" if_empty(0)
};
static const unsigned char raw_17[] = {
#embed "blobs/live-stream.js.acdd0608bed8247c.raw" if_empty(0)
};
static const unsigned char gz_17[] = {
#embed "blobs/live-stream.js.acdd0608bed8247c.gz" if_empty(0)
};
static const unsigned char br_17[] = {
#embed "blobs/live-stream.js.acdd0608bed8247c.br" if_empty(0)
};
static const unsigned char raw_18[] = {
#embed "blobs/live-timeline.js.4c2b69b11eace5e2.raw" if_empty(0)
};
static const unsigned char gz_18[] = {
#embed "blobs/live-timeline.js.4c2b69b11eace5e2.gz" if_empty(0)
};
static const unsigned char br_18[] = {
#embed "blobs/live-timeline.js.4c2b69b11eace5e2.br" if_empty(0)
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
#embed "blobs/pages-admin.js.dd6e342f8ec459da.raw" if_empty(0)
};
static const unsigned char gz_20[] = {
#embed "blobs/pages-admin.js.dd6e342f8ec459da.gz" if_empty(0)
};
static const unsigned char br_20[] = {
#embed "blobs/pages-admin.js.dd6e342f8ec459da.br" if_empty(0)
};
static const unsigned char raw_21[] = {
#embed "blobs/pages-agents.js.febcc6c9be028e45.raw" if_empty(0)
};
static const unsigned char gz_21[] = {
#embed "blobs/pages-agents.js.febcc6c9be028e45.gz" if_empty(0)
};
static const unsigned char br_21[] = {
#embed "blobs/pages-agents.js.febcc6c9be028e45.br" if_empty(0)
};
static const unsigned char raw_22[] = {
#embed "blobs/pages-docs.js.0ca204d6608f4a89.raw" if_empty(0)
};
static const unsigned char gz_22[] = {
#embed "blobs/pages-docs.js.0ca204d6608f4a89.gz" if_empty(0)
};
static const unsigned char br_22[] = {
#embed "blobs/pages-docs.js.0ca204d6608f4a89.br" if_empty(0)
};
static const unsigned char raw_23[] = {
#embed "blobs/pages-inbox.js.5b1ceb7d2bdf68b7.raw" if_empty(0)
};
static const unsigned char gz_23[] = {
#embed "blobs/pages-inbox.js.5b1ceb7d2bdf68b7.gz" if_empty(0)
};
static const unsigned char br_23[] = {
#embed "blobs/pages-inbox.js.5b1ceb7d2bdf68b7.br" if_empty(0)
};
static const unsigned char raw_24[] = {
#embed "blobs/pages-join.js.50217860860d8265.raw" if_empty(0)
};
static const unsigned char gz_24[] = {
#embed "blobs/pages-join.js.50217860860d8265.gz" if_empty(0)
};
static const unsigned char br_24[] = {
#embed "blobs/pages-join.js.50217860860d8265.br" if_empty(0)
};
static const unsigned char raw_25[] = {
#embed "blobs/pages-negotiation.js.cdb52542703b5cdf.raw" if_empty(0)
};
static const unsigned char gz_25[] = {
#embed "blobs/pages-negotiation.js.cdb52542703b5cdf.gz" if_empty(0)
};
static const unsigned char br_25[] = {
#embed "blobs/pages-negotiation.js.cdb52542703b5cdf.br" if_empty(0)
};
static const unsigned char raw_26[] = {
#embed "blobs/pages-profile.js.fa31f1a71cccc532.raw" if_empty(0)
};
static const unsigned char gz_26[] = {
#embed "blobs/pages-profile.js.fa31f1a71cccc532.gz" if_empty(0)
};
static const unsigned char br_26[] = {
#embed "blobs/pages-profile.js.fa31f1a71cccc532.br" if_empty(0)
};
static const unsigned char raw_27[] = {
#embed "blobs/pages-stage.js.329a766985ade6bf.raw" if_empty(0)
};
static const unsigned char gz_27[] = {
#embed "blobs/pages-stage.js.329a766985ade6bf.gz" if_empty(0)
};
static const unsigned char br_27[] = {
#embed "blobs/pages-stage.js.329a766985ade6bf.br" if_empty(0)
};
static const unsigned char raw_28[] = {
#embed "blobs/pages-submit.js.b17f3b46c331f9b8.raw" if_empty(0)
};
static const unsigned char gz_28[] = {
#embed "blobs/pages-submit.js.b17f3b46c331f9b8.gz" if_empty(0)
};
static const unsigned char br_28[] = {
#embed "blobs/pages-submit.js.b17f3b46c331f9b8.br" if_empty(0)
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
#embed "blobs/style-console.css.8dcf92e96f138529.raw" if_empty(0)
};
static const unsigned char gz_30[] = {
#embed "blobs/style-console.css.8dcf92e96f138529.gz" if_empty(0)
};
static const unsigned char br_30[] = {
#embed "blobs/style-console.css.8dcf92e96f138529.br" if_empty(0)
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
#embed "blobs/openapi.json.85d9b4ab73522dac.raw" if_empty(0)
};
static const unsigned char gz_33[] = {
#embed "blobs/openapi.json.85d9b4ab73522dac.gz" if_empty(0)
};
static const unsigned char br_33[] = {
#embed "blobs/openapi.json.85d9b4ab73522dac.br" if_empty(0)
};
static const unsigned char members[] = {
#embed "blobs/members.fd6eedf2d5ed4592.jsonl" if_empty(0)
};

static const towow_asset assets[] = {
  { "app.js", "/assets/app.6cd24f88e1a2e43e.js", "text/javascript; charset=utf-8", "\"6cd24f88e1a2e43e\"", raw_0, 7648, gz_0, 3080, br_0, 2690 },
  { "boot.js", "/assets/boot.2192198d2e6312cf.js", "text/javascript; charset=utf-8", "\"2192198d2e6312cf\"", raw_1, 262, gz_1, 172, br_1, 140 },
  { "core/api.js", "/assets/core/api.a30f538266a6aa03.js", "text/javascript; charset=utf-8", "\"a30f538266a6aa03\"", raw_2, 2992, gz_2, 1554, br_2, 1343 },
  { "core/dom.js", "/assets/core/dom.e6ae0553158a4e64.js", "text/javascript; charset=utf-8", "\"e6ae0553158a4e64\"", raw_3, 4625, gz_3, 2041, br_3, 1830 },
  { "core/format.js", "/assets/core/format.f377400e12b8070d.js", "text/javascript; charset=utf-8", "\"f377400e12b8070d\"", raw_4, 2334, gz_4, 1005, br_4, 917 },
  { "core/i18n.js", "/assets/core/i18n.5a761c2ace5e0858.js", "text/javascript; charset=utf-8", "\"5a761c2ace5e0858\"", raw_5, 1540, gz_5, 782, br_5, 689 },
  { "core/qr.js", "/assets/core/qr.aea10167895f4a88.js", "text/javascript; charset=utf-8", "\"aea10167895f4a88\"", raw_6, 3800, gz_6, 1789, br_6, 1685 },
  { "core/store.js", "/assets/core/store.e0db7d29b4a8310d.js", "text/javascript; charset=utf-8", "\"e0db7d29b4a8310d\"", raw_7, 1100, gz_7, 422, br_7, 365 },
  { "favicon.svg", "/assets/favicon.2daa56a3992ace77.svg", "image/svg+xml", "\"2daa56a3992ace77\"", raw_8, 375, gz_8, 217, br_8, 196 },
  { "i18n/en.js", "/assets/i18n/en.349e5aff54e4a26b.js", "text/javascript; charset=utf-8", "\"349e5aff54e4a26b\"", raw_9, 12803, gz_9, 4389, br_9, 3670 },
  { "i18n/keys.js", "/assets/i18n/keys.2527466151587384.js", "text/javascript; charset=utf-8", "\"2527466151587384\"", raw_10, 9337, gz_10, 2530, br_10, 2156 },
  { "i18n/zh.js", "/assets/i18n/zh.2d7676bea42d9acf.js", "text/javascript; charset=utf-8", "\"2d7676bea42d9acf\"", raw_11, 12114, gz_11, 4486, br_11, 3709 },
  { "index.html", "/", "text/html; charset=utf-8", "\"89e3aafd708a8683\"", raw_12, 1559, gz_12, 722, br_12, 516 },
  { "live/network.js", "/assets/live/network.48731d69f0d4b79a.js", "text/javascript; charset=utf-8", "\"48731d69f0d4b79a\"", raw_13, 13007, gz_13, 5189, br_13, 4647 },
  { "live/outcome.js", "/assets/live/outcome.f9dfb42459a304dd.js", "text/javascript; charset=utf-8", "\"f9dfb42459a304dd\"", raw_14, 8295, gz_14, 3178, br_14, 2827 },
  { "live/proposal.js", "/assets/live/proposal.244d0d669d66b8cb.js", "text/javascript; charset=utf-8", "\"244d0d669d66b8cb\"", raw_15, 8636, gz_15, 3218, br_15, 2835 },
  { "live/reducer.js", "/assets/live/reducer.2239f138e4b79974.js", "text/javascript; charset=utf-8", "\"2239f138e4b79974\"", raw_16, 14709, gz_16, 4749, br_16, 4267 },
  { "live/stream.js", "/assets/live/stream.acdd0608bed8247c.js", "text/javascript; charset=utf-8", "\"acdd0608bed8247c\"", raw_17, 10154, gz_17, 3201, br_17, 2909 },
  { "live/timeline.js", "/assets/live/timeline.4c2b69b11eace5e2.js", "text/javascript; charset=utf-8", "\"4c2b69b11eace5e2\"", raw_18, 8907, gz_18, 3530, br_18, 3160 },
  { "manifest.webmanifest", "/assets/manifest.86d07bc16e081d55.webmanifest", "application/manifest+json", "\"86d07bc16e081d55\"", raw_19, 260, gz_19, 192, br_19, 159 },
  { "pages/admin.js", "/assets/pages/admin.dd6e342f8ec459da.js", "text/javascript; charset=utf-8", "\"dd6e342f8ec459da\"", raw_20, 26857, gz_20, 10669, br_20, 9234 },
  { "pages/agents.js", "/assets/pages/agents.febcc6c9be028e45.js", "text/javascript; charset=utf-8", "\"febcc6c9be028e45\"", raw_21, 8184, gz_21, 3094, br_21, 2744 },
  { "pages/docs.js", "/assets/pages/docs.0ca204d6608f4a89.js", "text/javascript; charset=utf-8", "\"0ca204d6608f4a89\"", raw_22, 8728, gz_22, 3738, br_22, 3271 },
  { "pages/inbox.js", "/assets/pages/inbox.5b1ceb7d2bdf68b7.js", "text/javascript; charset=utf-8", "\"5b1ceb7d2bdf68b7\"", raw_23, 25304, gz_23, 9612, br_23, 8285 },
  { "pages/join.js", "/assets/pages/join.50217860860d8265.js", "text/javascript; charset=utf-8", "\"50217860860d8265\"", raw_24, 18767, gz_24, 7341, br_24, 6225 },
  { "pages/negotiation.js", "/assets/pages/negotiation.cdb52542703b5cdf.js", "text/javascript; charset=utf-8", "\"cdb52542703b5cdf\"", raw_25, 16227, gz_25, 5835, br_25, 5236 },
  { "pages/profile.js", "/assets/pages/profile.fa31f1a71cccc532.js", "text/javascript; charset=utf-8", "\"fa31f1a71cccc532\"", raw_26, 4632, gz_26, 1838, br_26, 1643 },
  { "pages/stage.js", "/assets/pages/stage.329a766985ade6bf.js", "text/javascript; charset=utf-8", "\"329a766985ade6bf\"", raw_27, 3209, gz_27, 1503, br_27, 1332 },
  { "pages/submit.js", "/assets/pages/submit.b17f3b46c331f9b8.js", "text/javascript; charset=utf-8", "\"b17f3b46c331f9b8\"", raw_28, 4653, gz_28, 2026, br_28, 1778 },
  { "style/base.css", "/assets/style/base.b62dbdc071567643.css", "text/css; charset=utf-8", "\"b62dbdc071567643\"", raw_29, 14072, gz_29, 4164, br_29, 3623 },
  { "style/console.css", "/assets/style/console.8dcf92e96f138529.css", "text/css; charset=utf-8", "\"8dcf92e96f138529\"", raw_30, 4030, gz_30, 1439, br_30, 1215 },
  { "style/live.css", "/assets/style/live.031ede42bc5e28c0.css", "text/css; charset=utf-8", "\"031ede42bc5e28c0\"", raw_31, 15341, gz_31, 4282, br_31, 3752 },
  { "style/people.css", "/assets/style/people.f3342eb47d35c173.css", "text/css; charset=utf-8", "\"f3342eb47d35c173\"", raw_32, 3537, gz_32, 1242, br_32, 1030 },
  { "openapi.json", "/openapi.json", "application/json; charset=utf-8", "\"85d9b4ab73522dac\"", raw_33, 151595, gz_33, 25815, br_33, 20764 },
};

size_t towow_asset_count(void) { return sizeof assets / sizeof assets[0]; }

const towow_asset *towow_asset_at(size_t index) {
  return index < towow_asset_count() ? &assets[index] : NULL;
}

const unsigned char *towow_bundled_members(size_t *count_of_bytes) {
  *count_of_bytes = 163311;
  return members;
}
