/* Made by Resources/embed.py; do not edit. */
#include "CAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char raw_0[] = {
#embed "blobs/app.js.fe2fe20ded68b63a.raw" if_empty(0)
};
static const unsigned char gz_0[] = {
#embed "blobs/app.js.fe2fe20ded68b63a.gz" if_empty(0)
};
static const unsigned char br_0[] = {
#embed "blobs/app.js.fe2fe20ded68b63a.br" if_empty(0)
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
#embed "blobs/core-api.js.ec0477421f5e32d9.raw" if_empty(0)
};
static const unsigned char gz_2[] = {
#embed "blobs/core-api.js.ec0477421f5e32d9.gz" if_empty(0)
};
static const unsigned char br_2[] = {
#embed "blobs/core-api.js.ec0477421f5e32d9.br" if_empty(0)
};
static const unsigned char raw_3[] = {
#embed "blobs/core-dom.js.d794e663c08f8472.raw" if_empty(0)
};
static const unsigned char gz_3[] = {
#embed "blobs/core-dom.js.d794e663c08f8472.gz" if_empty(0)
};
static const unsigned char br_3[] = {
#embed "blobs/core-dom.js.d794e663c08f8472.br" if_empty(0)
};
static const unsigned char raw_4[] = {
#embed "blobs/core-format.js.8d450c6f9dde8f33.raw" if_empty(0)
};
static const unsigned char gz_4[] = {
#embed "blobs/core-format.js.8d450c6f9dde8f33.gz" if_empty(0)
};
static const unsigned char br_4[] = {
#embed "blobs/core-format.js.8d450c6f9dde8f33.br" if_empty(0)
};
static const unsigned char raw_5[] = {
#embed "blobs/core-i18n.js.b1b22645cd2c2823.raw" if_empty(0)
};
static const unsigned char gz_5[] = {
#embed "blobs/core-i18n.js.b1b22645cd2c2823.gz" if_empty(0)
};
static const unsigned char br_5[] = {
#embed "blobs/core-i18n.js.b1b22645cd2c2823.br" if_empty(0)
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
#embed "blobs/i18n-en.js.f380bdaf077ed56d.raw" if_empty(0)
};
static const unsigned char gz_9[] = {
#embed "blobs/i18n-en.js.f380bdaf077ed56d.gz" if_empty(0)
};
static const unsigned char br_9[] = {
#embed "blobs/i18n-en.js.f380bdaf077ed56d.br" if_empty(0)
};
static const unsigned char raw_10[] = {
#embed "blobs/i18n-keys.js.8b0ff954a0a3b3a5.raw" if_empty(0)
};
static const unsigned char gz_10[] = {
#embed "blobs/i18n-keys.js.8b0ff954a0a3b3a5.gz" if_empty(0)
};
static const unsigned char br_10[] = {
#embed "blobs/i18n-keys.js.8b0ff954a0a3b3a5.br" if_empty(0)
};
static const unsigned char raw_11[] = {
#embed "blobs/i18n-zh.js.f7f3b63401ff1838.raw" if_empty(0)
};
static const unsigned char gz_11[] = {
#embed "blobs/i18n-zh.js.f7f3b63401ff1838.gz" if_empty(0)
};
static const unsigned char br_11[] = {
#embed "blobs/i18n-zh.js.f7f3b63401ff1838.br" if_empty(0)
};
static const unsigned char raw_12[] = {
#embed "blobs/index.html.6af79b8dea453438.raw" if_empty(0)
};
static const unsigned char gz_12[] = {
#embed "blobs/index.html.6af79b8dea453438.gz" if_empty(0)
};
static const unsigned char br_12[] = {
#embed "blobs/index.html.6af79b8dea453438.br" if_empty(0)
};
static const unsigned char raw_13[] = {
#embed "blobs/live-markdown.js.7e7966218fd23203.raw" if_empty(0)
};
static const unsigned char gz_13[] = {
#embed "blobs/live-markdown.js.7e7966218fd23203.gz" if_empty(0)
};
static const unsigned char br_13[] = {
#embed "blobs/live-markdown.js.7e7966218fd23203.br" if_empty(0)
};
static const unsigned char raw_14[] = {
#embed "blobs/live-network.js.025e6840958a5b60.raw" if_empty(0)
};
static const unsigned char gz_14[] = {
#embed "blobs/live-network.js.025e6840958a5b60.gz" if_empty(0)
};
static const unsigned char br_14[] = {
#embed "blobs/live-network.js.025e6840958a5b60.br" if_empty(0)
};
static const unsigned char raw_15[] = {
#embed "blobs/live-outcome.js.4fb8b13797457638.raw" if_empty(0)
};
static const unsigned char gz_15[] = {
#embed "blobs/live-outcome.js.4fb8b13797457638.gz" if_empty(0)
};
static const unsigned char br_15[] = {
#embed "blobs/live-outcome.js.4fb8b13797457638.br" if_empty(0)
};
static const unsigned char raw_16[] = {
#embed "blobs/live-proposal.js.08e25a6b8bfe502e.raw" if_empty(0)
};
static const unsigned char gz_16[] = {
#embed "blobs/live-proposal.js.08e25a6b8bfe502e.gz" if_empty(0)
};
static const unsigned char br_16[] = {
#embed "blobs/live-proposal.js.08e25a6b8bfe502e.br" if_empty(0)
};
static const unsigned char raw_17[] = {
#embed "blobs/live-reducer.js.6f014cb7c128cac6.raw" if_empty(0)
};
static const unsigned char gz_17[] = {
#embed "blobs/live-reducer.js.6f014cb7c128cac6.gz" if_empty(0)
};
static const unsigned char br_17[] = {
#embed "blobs/live-reducer.js.6f014cb7c128cac6.br" if_empty(0)
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
#embed "blobs/live-timeline.js.c440a5c683ec3dce.raw" if_empty(0)
};
static const unsigned char gz_19[] = {
#embed "blobs/live-timeline.js.c440a5c683ec3dce.gz" if_empty(0)
};
static const unsigned char br_19[] = {
#embed "blobs/live-timeline.js.c440a5c683ec3dce.br" if_empty(0)
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
#embed "blobs/pages-admin.js.0dfc9569950f062b.raw" if_empty(0)
};
static const unsigned char gz_21[] = {
#embed "blobs/pages-admin.js.0dfc9569950f062b.gz" if_empty(0)
};
static const unsigned char br_21[] = {
#embed "blobs/pages-admin.js.0dfc9569950f062b.br" if_empty(0)
};
static const unsigned char raw_22[] = {
#embed "blobs/pages-agents.js.8c39de8dd9607997.raw" if_empty(0)
};
static const unsigned char gz_22[] = {
#embed "blobs/pages-agents.js.8c39de8dd9607997.gz" if_empty(0)
};
static const unsigned char br_22[] = {
#embed "blobs/pages-agents.js.8c39de8dd9607997.br" if_empty(0)
};
static const unsigned char raw_23[] = {
#embed "blobs/pages-docs.js.fdd9c65fc8ff26b9.raw" if_empty(0)
};
static const unsigned char gz_23[] = {
#embed "blobs/pages-docs.js.fdd9c65fc8ff26b9.gz" if_empty(0)
};
static const unsigned char br_23[] = {
#embed "blobs/pages-docs.js.fdd9c65fc8ff26b9.br" if_empty(0)
};
static const unsigned char raw_24[] = {
#embed "blobs/pages-inbox.js.85dff3e7e362b0d9.raw" if_empty(0)
};
static const unsigned char gz_24[] = {
#embed "blobs/pages-inbox.js.85dff3e7e362b0d9.gz" if_empty(0)
};
static const unsigned char br_24[] = {
#embed "blobs/pages-inbox.js.85dff3e7e362b0d9.br" if_empty(0)
};
static const unsigned char raw_25[] = {
#embed "blobs/pages-join.js.0b0b430db268e1c7.raw" if_empty(0)
};
static const unsigned char gz_25[] = {
#embed "blobs/pages-join.js.0b0b430db268e1c7.gz" if_empty(0)
};
static const unsigned char br_25[] = {
#embed "blobs/pages-join.js.0b0b430db268e1c7.br" if_empty(0)
};
static const unsigned char raw_26[] = {
#embed "blobs/pages-negotiation.js.8c99efb51f419795.raw" if_empty(0)
};
static const unsigned char gz_26[] = {
#embed "blobs/pages-negotiation.js.8c99efb51f419795.gz" if_empty(0)
};
static const unsigned char br_26[] = {
#embed "blobs/pages-negotiation.js.8c99efb51f419795.br" if_empty(0)
};
static const unsigned char raw_27[] = {
#embed "blobs/pages-profile.js.f4961579173cd688.raw" if_empty(0)
};
static const unsigned char gz_27[] = {
#embed "blobs/pages-profile.js.f4961579173cd688.gz" if_empty(0)
};
static const unsigned char br_27[] = {
#embed "blobs/pages-profile.js.f4961579173cd688.br" if_empty(0)
};
static const unsigned char raw_28[] = {
#embed "blobs/pages-stage.js.0d71bf2efce49fa7.raw" if_empty(0)
};
static const unsigned char gz_28[] = {
#embed "blobs/pages-stage.js.0d71bf2efce49fa7.gz" if_empty(0)
};
static const unsigned char br_28[] = {
#embed "blobs/pages-stage.js.0d71bf2efce49fa7.br" if_empty(0)
};
static const unsigned char raw_29[] = {
#embed "blobs/pages-submit.js.0b0f943436869c97.raw" if_empty(0)
};
static const unsigned char gz_29[] = {
#embed "blobs/pages-submit.js.0b0f943436869c97.gz" if_empty(0)
};
static const unsigned char br_29[] = {
#embed "blobs/pages-submit.js.0b0f943436869c97.br" if_empty(0)
};
static const unsigned char raw_30[] = {
#embed "blobs/style-base.css.ce722f3b831b2c09.raw" if_empty(0)
};
static const unsigned char gz_30[] = {
#embed "blobs/style-base.css.ce722f3b831b2c09.gz" if_empty(0)
};
static const unsigned char br_30[] = {
#embed "blobs/style-base.css.ce722f3b831b2c09.br" if_empty(0)
};
static const unsigned char raw_31[] = {
#embed "blobs/style-console.css.8dcf92e96f138529.raw" if_empty(0)
};
static const unsigned char gz_31[] = {
#embed "blobs/style-console.css.8dcf92e96f138529.gz" if_empty(0)
};
static const unsigned char br_31[] = {
#embed "blobs/style-console.css.8dcf92e96f138529.br" if_empty(0)
};
static const unsigned char raw_32[] = {
#embed "blobs/style-live.css.6ecae65d5ab4f400.raw" if_empty(0)
};
static const unsigned char gz_32[] = {
#embed "blobs/style-live.css.6ecae65d5ab4f400.gz" if_empty(0)
};
static const unsigned char br_32[] = {
#embed "blobs/style-live.css.6ecae65d5ab4f400.br" if_empty(0)
};
static const unsigned char raw_33[] = {
#embed "blobs/style-people.css.e8175fd09cc88392.raw" if_empty(0)
};
static const unsigned char gz_33[] = {
#embed "blobs/style-people.css.e8175fd09cc88392.gz" if_empty(0)
};
static const unsigned char br_33[] = {
#embed "blobs/style-people.css.e8175fd09cc88392.br" if_empty(0)
};
static const unsigned char raw_34[] = {
#embed "blobs/openapi.json.34623e1b5d67507c.raw" if_empty(0)
};
static const unsigned char gz_34[] = {
#embed "blobs/openapi.json.34623e1b5d67507c.gz" if_empty(0)
};
static const unsigned char br_34[] = {
#embed "blobs/openapi.json.34623e1b5d67507c.br" if_empty(0)
};
static const unsigned char members[] = {
#embed "blobs/members.fd6eedf2d5ed4592.jsonl" if_empty(0)
};

static const towow_asset assets[] = {
  { "app.js", "/assets/app.fe2fe20ded68b63a.js", "text/javascript; charset=utf-8", "\"fe2fe20ded68b63a\"", raw_0, 7694, gz_0, 3108, br_0, 2720 },
  { "boot.js", "/assets/boot.2192198d2e6312cf.js", "text/javascript; charset=utf-8", "\"2192198d2e6312cf\"", raw_1, 262, gz_1, 172, br_1, 140 },
  { "core/api.js", "/assets/core/api.ec0477421f5e32d9.js", "text/javascript; charset=utf-8", "\"ec0477421f5e32d9\"", raw_2, 2992, gz_2, 1554, br_2, 1343 },
  { "core/dom.js", "/assets/core/dom.d794e663c08f8472.js", "text/javascript; charset=utf-8", "\"d794e663c08f8472\"", raw_3, 4026, gz_3, 1837, br_3, 1654 },
  { "core/format.js", "/assets/core/format.8d450c6f9dde8f33.js", "text/javascript; charset=utf-8", "\"8d450c6f9dde8f33\"", raw_4, 2334, gz_4, 1006, br_4, 919 },
  { "core/i18n.js", "/assets/core/i18n.b1b22645cd2c2823.js", "text/javascript; charset=utf-8", "\"b1b22645cd2c2823\"", raw_5, 1486, gz_5, 741, br_5, 667 },
  { "core/qr.js", "/assets/core/qr.aea10167895f4a88.js", "text/javascript; charset=utf-8", "\"aea10167895f4a88\"", raw_6, 3800, gz_6, 1789, br_6, 1685 },
  { "core/store.js", "/assets/core/store.e0db7d29b4a8310d.js", "text/javascript; charset=utf-8", "\"e0db7d29b4a8310d\"", raw_7, 1100, gz_7, 422, br_7, 365 },
  { "favicon.svg", "/assets/favicon.2daa56a3992ace77.svg", "image/svg+xml", "\"2daa56a3992ace77\"", raw_8, 375, gz_8, 217, br_8, 196 },
  { "i18n/en.js", "/assets/i18n/en.f380bdaf077ed56d.js", "text/javascript; charset=utf-8", "\"f380bdaf077ed56d\"", raw_9, 12766, gz_9, 4371, br_9, 3651 },
  { "i18n/keys.js", "/assets/i18n/keys.8b0ff954a0a3b3a5.js", "text/javascript; charset=utf-8", "\"8b0ff954a0a3b3a5\"", raw_10, 9297, gz_10, 2515, br_10, 2139 },
  { "i18n/zh.js", "/assets/i18n/zh.f7f3b63401ff1838.js", "text/javascript; charset=utf-8", "\"f7f3b63401ff1838\"", raw_11, 12082, gz_11, 4463, br_11, 3701 },
  { "index.html", "/", "text/html; charset=utf-8", "\"6af79b8dea453438\"", raw_12, 1559, gz_12, 723, br_12, 525 },
  { "live/markdown.js", "/assets/live/markdown.7e7966218fd23203.js", "text/javascript; charset=utf-8", "\"7e7966218fd23203\"", raw_13, 3079, gz_13, 1424, br_13, 1236 },
  { "live/network.js", "/assets/live/network.025e6840958a5b60.js", "text/javascript; charset=utf-8", "\"025e6840958a5b60\"", raw_14, 13007, gz_14, 5189, br_14, 4630 },
  { "live/outcome.js", "/assets/live/outcome.4fb8b13797457638.js", "text/javascript; charset=utf-8", "\"4fb8b13797457638\"", raw_15, 5491, gz_15, 2164, br_15, 1923 },
  { "live/proposal.js", "/assets/live/proposal.08e25a6b8bfe502e.js", "text/javascript; charset=utf-8", "\"08e25a6b8bfe502e\"", raw_16, 8636, gz_16, 3221, br_16, 2837 },
  { "live/reducer.js", "/assets/live/reducer.6f014cb7c128cac6.js", "text/javascript; charset=utf-8", "\"6f014cb7c128cac6\"", raw_17, 14709, gz_17, 4750, br_17, 4271 },
  { "live/stream.js", "/assets/live/stream.acdd0608bed8247c.js", "text/javascript; charset=utf-8", "\"acdd0608bed8247c\"", raw_18, 10154, gz_18, 3201, br_18, 2909 },
  { "live/timeline.js", "/assets/live/timeline.c440a5c683ec3dce.js", "text/javascript; charset=utf-8", "\"c440a5c683ec3dce\"", raw_19, 8907, gz_19, 3534, br_19, 3179 },
  { "manifest.webmanifest", "/assets/manifest.86d07bc16e081d55.webmanifest", "application/manifest+json", "\"86d07bc16e081d55\"", raw_20, 260, gz_20, 192, br_20, 159 },
  { "pages/admin.js", "/assets/pages/admin.0dfc9569950f062b.js", "text/javascript; charset=utf-8", "\"0dfc9569950f062b\"", raw_21, 26750, gz_21, 10620, br_21, 9168 },
  { "pages/agents.js", "/assets/pages/agents.8c39de8dd9607997.js", "text/javascript; charset=utf-8", "\"8c39de8dd9607997\"", raw_22, 8070, gz_22, 3033, br_22, 2674 },
  { "pages/docs.js", "/assets/pages/docs.fdd9c65fc8ff26b9.js", "text/javascript; charset=utf-8", "\"fdd9c65fc8ff26b9\"", raw_23, 8748, gz_23, 3748, br_23, 3265 },
  { "pages/inbox.js", "/assets/pages/inbox.85dff3e7e362b0d9.js", "text/javascript; charset=utf-8", "\"85dff3e7e362b0d9\"", raw_24, 25447, gz_24, 9614, br_24, 8255 },
  { "pages/join.js", "/assets/pages/join.0b0b430db268e1c7.js", "text/javascript; charset=utf-8", "\"0b0b430db268e1c7\"", raw_25, 18893, gz_25, 7344, br_25, 6182 },
  { "pages/negotiation.js", "/assets/pages/negotiation.8c99efb51f419795.js", "text/javascript; charset=utf-8", "\"8c99efb51f419795\"", raw_26, 16227, gz_26, 5844, br_26, 5227 },
  { "pages/profile.js", "/assets/pages/profile.f4961579173cd688.js", "text/javascript; charset=utf-8", "\"f4961579173cd688\"", raw_27, 4362, gz_27, 1739, br_27, 1556 },
  { "pages/stage.js", "/assets/pages/stage.0d71bf2efce49fa7.js", "text/javascript; charset=utf-8", "\"0d71bf2efce49fa7\"", raw_28, 3209, gz_28, 1505, br_28, 1355 },
  { "pages/submit.js", "/assets/pages/submit.0b0f943436869c97.js", "text/javascript; charset=utf-8", "\"0b0f943436869c97\"", raw_29, 5170, gz_29, 2205, br_29, 1923 },
  { "style/base.css", "/assets/style/base.ce722f3b831b2c09.css", "text/css; charset=utf-8", "\"ce722f3b831b2c09\"", raw_30, 13899, gz_30, 4129, br_30, 3585 },
  { "style/console.css", "/assets/style/console.8dcf92e96f138529.css", "text/css; charset=utf-8", "\"8dcf92e96f138529\"", raw_31, 4030, gz_31, 1439, br_31, 1215 },
  { "style/live.css", "/assets/style/live.6ecae65d5ab4f400.css", "text/css; charset=utf-8", "\"6ecae65d5ab4f400\"", raw_32, 15429, gz_32, 4296, br_32, 3764 },
  { "style/people.css", "/assets/style/people.e8175fd09cc88392.css", "text/css; charset=utf-8", "\"e8175fd09cc88392\"", raw_33, 3353, gz_33, 1206, br_33, 996 },
  { "openapi.json", "/openapi.json", "application/json; charset=utf-8", "\"34623e1b5d67507c\"", raw_34, 148844, gz_34, 25175, br_34, 20255 },
};

size_t towow_asset_count(void) { return sizeof assets / sizeof assets[0]; }

const towow_asset *towow_asset_at(size_t index) {
  return index < towow_asset_count() ? &assets[index] : NULL;
}

const unsigned char *towow_bundled_members(size_t *count_of_bytes) {
  *count_of_bytes = 163311;
  return members;
}
