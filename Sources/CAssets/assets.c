/* Made by Resources/embed.py; do not edit. */
#include "CAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char raw_0[] = {
#embed "blobs/app.js.0aa2557190197552.raw" if_empty(0)
};
static const unsigned char gz_0[] = {
#embed "blobs/app.js.0aa2557190197552.gz" if_empty(0)
};
static const unsigned char br_0[] = {
#embed "blobs/app.js.0aa2557190197552.br" if_empty(0)
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
#embed "blobs/core-dom.js.d794e663c08f8472.raw" if_empty(0)
};
static const unsigned char gz_3[] = {
#embed "blobs/core-dom.js.d794e663c08f8472.gz" if_empty(0)
};
static const unsigned char br_3[] = {
#embed "blobs/core-dom.js.d794e663c08f8472.br" if_empty(0)
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
#embed "blobs/index.html.cd93618e3fc40202.raw" if_empty(0)
};
static const unsigned char gz_12[] = {
#embed "blobs/index.html.cd93618e3fc40202.gz" if_empty(0)
};
static const unsigned char br_12[] = {
#embed "blobs/index.html.cd93618e3fc40202.br" if_empty(0)
};
static const unsigned char raw_13[] = {
#embed "blobs/live-network.js.eeddc44a3005b98a.raw" if_empty(0)
};
static const unsigned char gz_13[] = {
#embed "blobs/live-network.js.eeddc44a3005b98a.gz" if_empty(0)
};
static const unsigned char br_13[] = {
#embed "blobs/live-network.js.eeddc44a3005b98a.br" if_empty(0)
};
static const unsigned char raw_14[] = {
#embed "blobs/live-outcome.js.f406035644f065b4.raw" if_empty(0)
};
static const unsigned char gz_14[] = {
#embed "blobs/live-outcome.js.f406035644f065b4.gz" if_empty(0)
};
static const unsigned char br_14[] = {
#embed "blobs/live-outcome.js.f406035644f065b4.br" if_empty(0)
};
static const unsigned char raw_15[] = {
#embed "blobs/live-proposal.js.5172efd1e807d0b0.raw" if_empty(0)
};
static const unsigned char gz_15[] = {
#embed "blobs/live-proposal.js.5172efd1e807d0b0.gz" if_empty(0)
};
static const unsigned char br_15[] = {
#embed "blobs/live-proposal.js.5172efd1e807d0b0.br" if_empty(0)
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
#embed "blobs/live-timeline.js.9e56da011a422480.raw" if_empty(0)
};
static const unsigned char gz_18[] = {
#embed "blobs/live-timeline.js.9e56da011a422480.gz" if_empty(0)
};
static const unsigned char br_18[] = {
#embed "blobs/live-timeline.js.9e56da011a422480.br" if_empty(0)
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
#embed "blobs/pages-admin.js.7af783f38e17b790.raw" if_empty(0)
};
static const unsigned char gz_20[] = {
#embed "blobs/pages-admin.js.7af783f38e17b790.gz" if_empty(0)
};
static const unsigned char br_20[] = {
#embed "blobs/pages-admin.js.7af783f38e17b790.br" if_empty(0)
};
static const unsigned char raw_21[] = {
#embed "blobs/pages-agents.js.08a6d552dda8f761.raw" if_empty(0)
};
static const unsigned char gz_21[] = {
#embed "blobs/pages-agents.js.08a6d552dda8f761.gz" if_empty(0)
};
static const unsigned char br_21[] = {
#embed "blobs/pages-agents.js.08a6d552dda8f761.br" if_empty(0)
};
static const unsigned char raw_22[] = {
#embed "blobs/pages-docs.js.93bf9d6e8e7315ad.raw" if_empty(0)
};
static const unsigned char gz_22[] = {
#embed "blobs/pages-docs.js.93bf9d6e8e7315ad.gz" if_empty(0)
};
static const unsigned char br_22[] = {
#embed "blobs/pages-docs.js.93bf9d6e8e7315ad.br" if_empty(0)
};
static const unsigned char raw_23[] = {
#embed "blobs/pages-inbox.js.cdd1c465b08bef31.raw" if_empty(0)
};
static const unsigned char gz_23[] = {
#embed "blobs/pages-inbox.js.cdd1c465b08bef31.gz" if_empty(0)
};
static const unsigned char br_23[] = {
#embed "blobs/pages-inbox.js.cdd1c465b08bef31.br" if_empty(0)
};
static const unsigned char raw_24[] = {
#embed "blobs/pages-join.js.f06d77e76454263c.raw" if_empty(0)
};
static const unsigned char gz_24[] = {
#embed "blobs/pages-join.js.f06d77e76454263c.gz" if_empty(0)
};
static const unsigned char br_24[] = {
#embed "blobs/pages-join.js.f06d77e76454263c.br" if_empty(0)
};
static const unsigned char raw_25[] = {
#embed "blobs/pages-negotiation.js.1d05c5bb45387adf.raw" if_empty(0)
};
static const unsigned char gz_25[] = {
#embed "blobs/pages-negotiation.js.1d05c5bb45387adf.gz" if_empty(0)
};
static const unsigned char br_25[] = {
#embed "blobs/pages-negotiation.js.1d05c5bb45387adf.br" if_empty(0)
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
#embed "blobs/pages-stage.js.379cf8e846ae364a.raw" if_empty(0)
};
static const unsigned char gz_27[] = {
#embed "blobs/pages-stage.js.379cf8e846ae364a.gz" if_empty(0)
};
static const unsigned char br_27[] = {
#embed "blobs/pages-stage.js.379cf8e846ae364a.br" if_empty(0)
};
static const unsigned char raw_28[] = {
#embed "blobs/pages-submit.js.7663da771f4967fc.raw" if_empty(0)
};
static const unsigned char gz_28[] = {
#embed "blobs/pages-submit.js.7663da771f4967fc.gz" if_empty(0)
};
static const unsigned char br_28[] = {
#embed "blobs/pages-submit.js.7663da771f4967fc.br" if_empty(0)
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
#embed "blobs/openapi.json.a8a2ceb5079e85a0.raw" if_empty(0)
};
static const unsigned char gz_33[] = {
#embed "blobs/openapi.json.a8a2ceb5079e85a0.gz" if_empty(0)
};
static const unsigned char br_33[] = {
#embed "blobs/openapi.json.a8a2ceb5079e85a0.br" if_empty(0)
};
static const unsigned char members[] = {
#embed "blobs/members.fd6eedf2d5ed4592.jsonl" if_empty(0)
};

static const towow_asset assets[] = {
  { "app.js", "/assets/app.0aa2557190197552.js", "text/javascript; charset=utf-8", "\"0aa2557190197552\"", raw_0, 7648, gz_0, 3086, br_0, 2695 },
  { "boot.js", "/assets/boot.2192198d2e6312cf.js", "text/javascript; charset=utf-8", "\"2192198d2e6312cf\"", raw_1, 262, gz_1, 172, br_1, 140 },
  { "core/api.js", "/assets/core/api.9fd803e3f080f98b.js", "text/javascript; charset=utf-8", "\"9fd803e3f080f98b\"", raw_2, 2992, gz_2, 1554, br_2, 1344 },
  { "core/dom.js", "/assets/core/dom.d794e663c08f8472.js", "text/javascript; charset=utf-8", "\"d794e663c08f8472\"", raw_3, 4026, gz_3, 1837, br_3, 1654 },
  { "core/format.js", "/assets/core/format.6fd8f60277af4fb6.js", "text/javascript; charset=utf-8", "\"6fd8f60277af4fb6\"", raw_4, 2334, gz_4, 1007, br_4, 913 },
  { "core/i18n.js", "/assets/core/i18n.8a8dec74f57a6565.js", "text/javascript; charset=utf-8", "\"8a8dec74f57a6565\"", raw_5, 1540, gz_5, 782, br_5, 691 },
  { "core/qr.js", "/assets/core/qr.aea10167895f4a88.js", "text/javascript; charset=utf-8", "\"aea10167895f4a88\"", raw_6, 3800, gz_6, 1789, br_6, 1685 },
  { "core/store.js", "/assets/core/store.e0db7d29b4a8310d.js", "text/javascript; charset=utf-8", "\"e0db7d29b4a8310d\"", raw_7, 1100, gz_7, 422, br_7, 365 },
  { "favicon.svg", "/assets/favicon.2daa56a3992ace77.svg", "image/svg+xml", "\"2daa56a3992ace77\"", raw_8, 375, gz_8, 217, br_8, 196 },
  { "i18n/en.js", "/assets/i18n/en.f380bdaf077ed56d.js", "text/javascript; charset=utf-8", "\"f380bdaf077ed56d\"", raw_9, 12766, gz_9, 4371, br_9, 3651 },
  { "i18n/keys.js", "/assets/i18n/keys.8b0ff954a0a3b3a5.js", "text/javascript; charset=utf-8", "\"8b0ff954a0a3b3a5\"", raw_10, 9297, gz_10, 2515, br_10, 2139 },
  { "i18n/zh.js", "/assets/i18n/zh.f7f3b63401ff1838.js", "text/javascript; charset=utf-8", "\"f7f3b63401ff1838\"", raw_11, 12082, gz_11, 4463, br_11, 3701 },
  { "index.html", "/", "text/html; charset=utf-8", "\"cd93618e3fc40202\"", raw_12, 1559, gz_12, 724, br_12, 528 },
  { "live/network.js", "/assets/live/network.eeddc44a3005b98a.js", "text/javascript; charset=utf-8", "\"eeddc44a3005b98a\"", raw_13, 13007, gz_13, 5190, br_13, 4632 },
  { "live/outcome.js", "/assets/live/outcome.f406035644f065b4.js", "text/javascript; charset=utf-8", "\"f406035644f065b4\"", raw_14, 8295, gz_14, 3177, br_14, 2832 },
  { "live/proposal.js", "/assets/live/proposal.5172efd1e807d0b0.js", "text/javascript; charset=utf-8", "\"5172efd1e807d0b0\"", raw_15, 8636, gz_15, 3220, br_15, 2846 },
  { "live/reducer.js", "/assets/live/reducer.e8449a1811fb4b2e.js", "text/javascript; charset=utf-8", "\"e8449a1811fb4b2e\"", raw_16, 14709, gz_16, 4749, br_16, 4271 },
  { "live/stream.js", "/assets/live/stream.acdd0608bed8247c.js", "text/javascript; charset=utf-8", "\"acdd0608bed8247c\"", raw_17, 10154, gz_17, 3201, br_17, 2909 },
  { "live/timeline.js", "/assets/live/timeline.9e56da011a422480.js", "text/javascript; charset=utf-8", "\"9e56da011a422480\"", raw_18, 8907, gz_18, 3533, br_18, 3180 },
  { "manifest.webmanifest", "/assets/manifest.86d07bc16e081d55.webmanifest", "application/manifest+json", "\"86d07bc16e081d55\"", raw_19, 260, gz_19, 192, br_19, 159 },
  { "pages/admin.js", "/assets/pages/admin.7af783f38e17b790.js", "text/javascript; charset=utf-8", "\"7af783f38e17b790\"", raw_20, 26816, gz_20, 10648, br_20, 9203 },
  { "pages/agents.js", "/assets/pages/agents.08a6d552dda8f761.js", "text/javascript; charset=utf-8", "\"08a6d552dda8f761\"", raw_21, 8070, gz_21, 3033, br_21, 2680 },
  { "pages/docs.js", "/assets/pages/docs.93bf9d6e8e7315ad.js", "text/javascript; charset=utf-8", "\"93bf9d6e8e7315ad\"", raw_22, 8728, gz_22, 3737, br_22, 3277 },
  { "pages/inbox.js", "/assets/pages/inbox.cdd1c465b08bef31.js", "text/javascript; charset=utf-8", "\"cdd1c465b08bef31\"", raw_23, 25304, gz_23, 9618, br_23, 8277 },
  { "pages/join.js", "/assets/pages/join.f06d77e76454263c.js", "text/javascript; charset=utf-8", "\"f06d77e76454263c\"", raw_24, 19260, gz_24, 7512, br_24, 6340 },
  { "pages/negotiation.js", "/assets/pages/negotiation.1d05c5bb45387adf.js", "text/javascript; charset=utf-8", "\"1d05c5bb45387adf\"", raw_25, 16227, gz_25, 5844, br_25, 5232 },
  { "pages/profile.js", "/assets/pages/profile.98127b61605481a4.js", "text/javascript; charset=utf-8", "\"98127b61605481a4\"", raw_26, 4632, gz_26, 1838, br_26, 1643 },
  { "pages/stage.js", "/assets/pages/stage.379cf8e846ae364a.js", "text/javascript; charset=utf-8", "\"379cf8e846ae364a\"", raw_27, 3209, gz_27, 1506, br_27, 1345 },
  { "pages/submit.js", "/assets/pages/submit.7663da771f4967fc.js", "text/javascript; charset=utf-8", "\"7663da771f4967fc\"", raw_28, 5170, gz_28, 2205, br_28, 1936 },
  { "style/base.css", "/assets/style/base.b62dbdc071567643.css", "text/css; charset=utf-8", "\"b62dbdc071567643\"", raw_29, 14072, gz_29, 4164, br_29, 3623 },
  { "style/console.css", "/assets/style/console.8dcf92e96f138529.css", "text/css; charset=utf-8", "\"8dcf92e96f138529\"", raw_30, 4030, gz_30, 1439, br_30, 1215 },
  { "style/live.css", "/assets/style/live.031ede42bc5e28c0.css", "text/css; charset=utf-8", "\"031ede42bc5e28c0\"", raw_31, 15341, gz_31, 4282, br_31, 3752 },
  { "style/people.css", "/assets/style/people.a905c08a8f155829.css", "text/css; charset=utf-8", "\"a905c08a8f155829\"", raw_32, 3505, gz_32, 1238, br_32, 1028 },
  { "openapi.json", "/openapi.json", "application/json; charset=utf-8", "\"a8a2ceb5079e85a0\"", raw_33, 148988, gz_33, 25212, br_33, 20289 },
};

size_t towow_asset_count(void) { return sizeof assets / sizeof assets[0]; }

const towow_asset *towow_asset_at(size_t index) {
  return index < towow_asset_count() ? &assets[index] : NULL;
}

const unsigned char *towow_bundled_members(size_t *count_of_bytes) {
  *count_of_bytes = 163311;
  return members;
}
