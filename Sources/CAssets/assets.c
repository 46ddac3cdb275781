/* Made by Resources/embed.py; do not edit. */
#include "CAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char raw_0[] = {
#embed "blobs/app.js.ebf644da7f36f3e8.raw" if_empty(0)
};
static const unsigned char gz_0[] = {
#embed "blobs/app.js.ebf644da7f36f3e8.gz" if_empty(0)
};
static const unsigned char br_0[] = {
#embed "blobs/app.js.ebf644da7f36f3e8.br" if_empty(0)
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
#embed "blobs/core-api.js.9fd803e3f080f98b.raw" if_empty(0)
};
static const unsigned char gz_2[] = {
#embed "blobs/core-api.js.9fd803e3f080f98b.gz" if_empty(0)
};
static const unsigned char br_2[] = {
#embed "blobs/core-api.js.9fd803e3f080f98b.br" if_empty(0)
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
#embed "blobs/core-format.js.6fd8f60277af4fb6.raw" if_empty(0)
};
static const unsigned char gz_4[] = {
#embed "blobs/core-format.js.6fd8f60277af4fb6.gz" if_empty(0)
};
static const unsigned char br_4[] = {
#embed "blobs/core-format.js.6fd8f60277af4fb6.br" if_empty(0)
};
static const unsigned char raw_5[] = {
#embed "blobs/core-i18n.js.8a8dec74f57a6565.raw" if_empty(0)
};
static const unsigned char gz_5[] = {
#embed "blobs/core-i18n.js.8a8dec74f57a6565.gz" if_empty(0)
};
static const unsigned char br_5[] = {
#embed "blobs/core-i18n.js.8a8dec74f57a6565.br" if_empty(0)
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
#embed "blobs/index.html.5cbf543519d8bcba.raw" if_empty(0)
};
static const unsigned char gz_12[] = {
#embed "blobs/index.html.5cbf543519d8bcba.gz" if_empty(0)
};
static const unsigned char br_12[] = {
#embed "blobs/index.html.5cbf543519d8bcba.br" if_empty(0)
};
static const unsigned char raw_13[] = {
#embed "blobs/live-network.js.6795e2984aa8ac1f.raw" if_empty(0)
};
static const unsigned char gz_13[] = {
#embed "blobs/live-network.js.6795e2984aa8ac1f.gz" if_empty(0)
};
static const unsigned char br_13[] = {
#embed "blobs/live-network.js.6795e2984aa8ac1f.br" if_empty(0)
};
static const unsigned char raw_14[] = {
#embed "blobs/live-outcome.js.c7d104197e8cdac7.raw" if_empty(0)
};
static const unsigned char gz_14[] = {
#embed "blobs/live-outcome.js.c7d104197e8cdac7.gz" if_empty(0)
};
static const unsigned char br_14[] = {
#embed "blobs/live-outcome.js.c7d104197e8cdac7.br" if_empty(0)
};
static const unsigned char raw_15[] = {
#embed "blobs/live-proposal.js.c93f16e441928154.raw" if_empty(0)
};
static const unsigned char gz_15[] = {
#embed "blobs/live-proposal.js.c93f16e441928154.gz" if_empty(0)
};
static const unsigned char br_15[] = {
#embed "blobs/live-proposal.js.c93f16e441928154.br" if_empty(0)
};
static const unsigned char raw_16[] = {
#embed "blobs/live-reducer.js.e8449a1811fb4b2e.raw" if_empty(0)
};
static const unsigned char gz_16[] = {
#embed "blobs/live-reducer.js.e8449a1811fb4b2e.gz" if_empty(0)
};
static const unsigned char br_16[] = {
#embed "blobs/live-reducer.js.e8449a1811fb4b2e.br" if_empty(0)
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
#embed "blobs/live-timeline.js.ed0aa13466eff127.raw" if_empty(0)
};
static const unsigned char gz_18[] = {
#embed "blobs/live-timeline.js.ed0aa13466eff127.gz" if_empty(0)
};
static const unsigned char br_18[] = {
#embed "blobs/live-timeline.js.ed0aa13466eff127.br" if_empty(0)
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
#embed "blobs/pages-admin.js.4d14db99698dbcd3.raw" if_empty(0)
};
static const unsigned char gz_20[] = {
#embed "blobs/pages-admin.js.4d14db99698dbcd3.gz" if_empty(0)
};
static const unsigned char br_20[] = {
#embed "blobs/pages-admin.js.4d14db99698dbcd3.br" if_empty(0)
};
static const unsigned char raw_21[] = {
#embed "blobs/pages-agents.js.b4b5a2e8c3225f39.raw" if_empty(0)
};
static const unsigned char gz_21[] = {
#embed "blobs/pages-agents.js.b4b5a2e8c3225f39.gz" if_empty(0)
};
static const unsigned char br_21[] = {
#embed "blobs/pages-agents.js.b4b5a2e8c3225f39.br" if_empty(0)
};
static const unsigned char raw_22[] = {
#embed "blobs/pages-docs.js.7ade9855a9f4b7dd.raw" if_empty(0)
};
static const unsigned char gz_22[] = {
#embed "blobs/pages-docs.js.7ade9855a9f4b7dd.gz" if_empty(0)
};
static const unsigned char br_22[] = {
#embed "blobs/pages-docs.js.7ade9855a9f4b7dd.br" if_empty(0)
};
static const unsigned char raw_23[] = {
#embed "blobs/pages-inbox.js.15eadc38658db002.raw" if_empty(0)
};
static const unsigned char gz_23[] = {
#embed "blobs/pages-inbox.js.15eadc38658db002.gz" if_empty(0)
};
static const unsigned char br_23[] = {
#embed "blobs/pages-inbox.js.15eadc38658db002.br" if_empty(0)
};
static const unsigned char raw_24[] = {
#embed "blobs/pages-join.js.945cf79c1f6d7b2a.raw" if_empty(0)
};
static const unsigned char gz_24[] = {
#embed "blobs/pages-join.js.945cf79c1f6d7b2a.gz" if_empty(0)
};
static const unsigned char br_24[] = {
#embed "blobs/pages-join.js.945cf79c1f6d7b2a.br" if_empty(0)
};
static const unsigned char raw_25[] = {
#embed "blobs/pages-negotiation.js.b26e39c44b765f0c.raw" if_empty(0)
};
static const unsigned char gz_25[] = {
#embed "blobs/pages-negotiation.js.b26e39c44b765f0c.gz" if_empty(0)
};
static const unsigned char br_25[] = {
#embed "blobs/pages-negotiation.js.b26e39c44b765f0c.br" if_empty(0)
};
static const unsigned char raw_26[] = {
#embed "blobs/pages-profile.js.98127b61605481a4.raw" if_empty(0)
};
static const unsigned char gz_26[] = {
#embed "blobs/pages-profile.js.98127b61605481a4.gz" if_empty(0)
};
static const unsigned char br_26[] = {
#embed "blobs/pages-profile.js.98127b61605481a4.br" if_empty(0)
};
static const unsigned char raw_27[] = {
#embed "blobs/pages-stage.js.3b57064229553b3b.raw" if_empty(0)
};
static const unsigned char gz_27[] = {
#embed "blobs/pages-stage.js.3b57064229553b3b.gz" if_empty(0)
};
static const unsigned char br_27[] = {
#embed "blobs/pages-stage.js.3b57064229553b3b.br" if_empty(0)
};
static const unsigned char raw_28[] = {
#embed "blobs/pages-submit.js.bfcda94db9a68e21.raw" if_empty(0)
};
static const unsigned char gz_28[] = {
#embed "blobs/pages-submit.js.bfcda94db9a68e21.gz" if_empty(0)
};
static const unsigned char br_28[] = {
#embed "blobs/pages-submit.js.bfcda94db9a68e21.br" if_empty(0)
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
#embed "blobs/style-people.css.a905c08a8f155829.raw" if_empty(0)
};
static const unsigned char gz_32[] = {
#embed "blobs/style-people.css.a905c08a8f155829.gz" if_empty(0)
};
static const unsigned char br_32[] = {
#embed "blobs/style-people.css.a905c08a8f155829.br" if_empty(0)
};
static const unsigned char raw_33[] = {
#embed "blobs/openapi.json.786e96a2b1551502.raw" if_empty(0)
};
static const unsigned char gz_33[] = {
#embed "blobs/openapi.json.786e96a2b1551502.gz" if_empty(0)
};
static const unsigned char br_33[] = {
#embed "blobs/openapi.json.786e96a2b1551502.br" if_empty(0)
};
static const unsigned char members[] = {
#embed "blobs/members.fd6eedf2d5ed4592.jsonl" if_empty(0)
};

static const towow_asset assets[] = {
  { "app.js", "/assets/app.ebf644da7f36f3e8.js", "text/javascript; charset=utf-8", "\"ebf644da7f36f3e8\"", raw_0, 7648, gz_0, 3082, br_0, 2694 },
  { "boot.js", "/assets/boot.2192198d2e6312cf.js", "text/javascript; charset=utf-8", "\"2192198d2e6312cf\"", raw_1, 262, gz_1, 172, br_1, 140 },
  { "core/api.js", "/assets/core/api.9fd803e3f080f98b.js", "text/javascript; charset=utf-8", "\"9fd803e3f080f98b\"", raw_2, 2992, gz_2, 1554, br_2, 1344 },
  { "core/dom.js", "/assets/core/dom.e6ae0553158a4e64.js", "text/javascript; charset=utf-8", "\"e6ae0553158a4e64\"", raw_3, 4625, gz_3, 2041, br_3, 1830 },
  { "core/format.js", "/assets/core/format.6fd8f60277af4fb6.js", "text/javascript; charset=utf-8", "\"6fd8f60277af4fb6\"", raw_4, 2334, gz_4, 1007, br_4, 913 },
  { "core/i18n.js", "/assets/core/i18n.8a8dec74f57a6565.js", "text/javascript; charset=utf-8", "\"8a8dec74f57a6565\"", raw_5, 1540, gz_5, 782, br_5, 691 },
  { "core/qr.js", "/assets/core/qr.aea10167895f4a88.js", "text/javascript; charset=utf-8", "\"aea10167895f4a88\"", raw_6, 3800, gz_6, 1789, br_6, 1685 },
  { "core/store.js", "/assets/core/store.e0db7d29b4a8310d.js", "text/javascript; charset=utf-8", "\"e0db7d29b4a8310d\"", raw_7, 1100, gz_7, 422, br_7, 365 },
  { "favicon.svg", "/assets/favicon.2daa56a3992ace77.svg", "image/svg+xml", "\"2daa56a3992ace77\"", raw_8, 375, gz_8, 217, br_8, 196 },
  { "i18n/en.js", "/assets/i18n/en.f380bdaf077ed56d.js", "text/javascript; charset=utf-8", "\"f380bdaf077ed56d\"", raw_9, 12766, gz_9, 4371, br_9, 3651 },
  { "i18n/keys.js", "/assets/i18n/keys.8b0ff954a0a3b3a5.js", "text/javascript; charset=utf-8", "\"8b0ff954a0a3b3a5\"", raw_10, 9297, gz_10, 2515, br_10, 2139 },
  { "i18n/zh.js", "/assets/i18n/zh.f7f3b63401ff1838.js", "text/javascript; charset=utf-8", "\"f7f3b63401ff1838\"", raw_11, 12082, gz_11, 4463, br_11, 3701 },
  { "index.html", "/", "text/html; charset=utf-8", "\"5cbf543519d8bcba\"", raw_12, 1559, gz_12, 722, br_12, 519 },
  { "live/network.js", "/assets/live/network.6795e2984aa8ac1f.js", "text/javascript; charset=utf-8", "\"6795e2984aa8ac1f\"", raw_13, 13007, gz_13, 5190, br_13, 4636 },
  { "live/outcome.js", "/assets/live/outcome.c7d104197e8cdac7.js", "text/javascript; charset=utf-8", "\"c7d104197e8cdac7\"", raw_14, 8295, gz_14, 3176, br_14, 2819 },
  { "live/proposal.js", "/assets/live/proposal.c93f16e441928154.js", "text/javascript; charset=utf-8", "\"c93f16e441928154\"", raw_15, 8636, gz_15, 3219, br_15, 2843 },
  { "live/reducer.js", "/assets/live/reducer.e8449a1811fb4b2e.js", "text/javascript; charset=utf-8", "\"e8449a1811fb4b2e\"", raw_16, 14709, gz_16, 4749, br_16, 4271 },
  { "live/stream.js", "/assets/live/stream.acdd0608bed8247c.js", "text/javascript; charset=utf-8", "\"acdd0608bed8247c\"", raw_17, 10154, gz_17, 3201, br_17, 2909 },
  { "live/timeline.js", "/assets/live/timeline.ed0aa13466eff127.js", "text/javascript; charset=utf-8", "\"ed0aa13466eff127\"", raw_18, 8907, gz_18, 3533, br_18, 3160 },
  { "manifest.webmanifest", "/assets/manifest.86d07bc16e081d55.webmanifest", "application/manifest+json", "\"86d07bc16e081d55\"", raw_19, 260, gz_19, 192, br_19, 159 },
  { "pages/admin.js", "/assets/pages/admin.4d14db99698dbcd3.js", "text/javascript; charset=utf-8", "\"4d14db99698dbcd3\"", raw_20, 26816, gz_20, 10647, br_20, 9200 },
  { "pages/agents.js", "/assets/pages/agents.b4b5a2e8c3225f39.js", "text/javascript; charset=utf-8", "\"b4b5a2e8c3225f39\"", raw_21, 8070, gz_21, 3032, br_21, 2673 },
  { "pages/docs.js", "/assets/pages/docs.7ade9855a9f4b7dd.js", "text/javascript; charset=utf-8", "\"7ade9855a9f4b7dd\"", raw_22, 8728, gz_22, 3737, br_22, 3274 },
  { "pages/inbox.js", "/assets/pages/inbox.15eadc38658db002.js", "text/javascript; charset=utf-8", "\"15eadc38658db002\"", raw_23, 25304, gz_23, 9618, br_23, 8277 },
  { "pages/join.js", "/assets/pages/join.945cf79c1f6d7b2a.js", "text/javascript; charset=utf-8", "\"945cf79c1f6d7b2a\"", raw_24, 18743, gz_24, 7340, br_24, 6190 },
  { "pages/negotiation.js", "/assets/pages/negotiation.b26e39c44b765f0c.js", "text/javascript; charset=utf-8", "\"b26e39c44b765f0c\"", raw_25, 16227, gz_25, 5842, br_25, 5234 },
  { "pages/profile.js", "/assets/pages/profile.98127b61605481a4.js", "text/javascript; charset=utf-8", "\"98127b61605481a4\"", raw_26, 4632, gz_26, 1838, br_26, 1643 },
  { "pages/stage.js", "/assets/pages/stage.3b57064229553b3b.js", "text/javascript; charset=utf-8", "\"3b57064229553b3b\"", raw_27, 3209, gz_27, 1504, br_27, 1346 },
  { "pages/submit.js", "/assets/pages/submit.bfcda94db9a68e21.js", "text/javascript; charset=utf-8", "\"bfcda94db9a68e21\"", raw_28, 4653, gz_28, 2029, br_28, 1788 },
  { "style/base.css", "/assets/style/base.b62dbdc071567643.css", "text/css; charset=utf-8", "\"b62dbdc071567643\"", raw_29, 14072, gz_29, 4164, br_29, 3623 },
  { "style/console.css", "/assets/style/console.8dcf92e96f138529.css", "text/css; charset=utf-8", "\"8dcf92e96f138529\"", raw_30, 4030, gz_30, 1439, br_30, 1215 },
  { "style/live.css", "/assets/style/live.031ede42bc5e28c0.css", "text/css; charset=utf-8", "\"031ede42bc5e28c0\"", raw_31, 15341, gz_31, 4282, br_31, 3752 },
  { "style/people.css", "/assets/style/people.a905c08a8f155829.css", "text/css; charset=utf-8", "\"a905c08a8f155829\"", raw_32, 3505, gz_32, 1238, br_32, 1028 },
  { "openapi.json", "/openapi.json", "application/json; charset=utf-8", "\"786e96a2b1551502\"", raw_33, 150806, gz_33, 25537, br_33, 20543 },
};

size_t towow_asset_count(void) { return sizeof assets / sizeof assets[0]; }

const towow_asset *towow_asset_at(size_t index) {
  return index < towow_asset_count() ? &assets[index] : NULL;
}

const unsigned char *towow_bundled_members(size_t *count_of_bytes) {
  *count_of_bytes = 163311;
  return members;
}
