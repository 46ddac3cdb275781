/* Made by Resources/embed.py; do not edit. */
#include "CAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char raw_0[] = {
#embed "blobs/app.js.2e9207b30df4b8fd.raw" if_empty(0)
};
static const unsigned char gz_0[] = {
#embed "blobs/app.js.2e9207b30df4b8fd.gz" if_empty(0)
};
static const unsigned char br_0[] = {
#embed "blobs/app.js.2e9207b30df4b8fd.br" if_empty(0)
};
static const unsigned char raw_1[] = {
#embed "blobs/boot.js.deee5180cf0df3f6.raw" if_empty(0)
};
static const unsigned char gz_1[] = {
#embed "blobs/boot.js.deee5180cf0df3f6.gz" if_empty(0)
};
static const unsigned char br_1[] = {
#embed "blobs/boot.js.deee5180cf0df3f6.br" if_empty(0)
};
static const unsigned char raw_2[] = {
#embed "blobs/core-api.js.b864285eb8dad1d5.raw" if_empty(0)
};
static const unsigned char gz_2[] = {
#embed "blobs/core-api.js.b864285eb8dad1d5.gz" if_empty(0)
};
static const unsigned char br_2[] = {
#embed "blobs/core-api.js.b864285eb8dad1d5.br" if_empty(0)
};
static const unsigned char raw_3[] = {
#embed "blobs/core-dom.js.d2905cff85492728.raw" if_empty(0)
};
static const unsigned char gz_3[] = {
#embed "blobs/core-dom.js.d2905cff85492728.gz" if_empty(0)
};
static const unsigned char br_3[] = {
#embed "blobs/core-dom.js.d2905cff85492728.br" if_empty(0)
};
static const unsigned char raw_4[] = {
#embed "blobs/core-format.js.e909a24cdc96d76a.raw" if_empty(0)
};
static const unsigned char gz_4[] = {
#embed "blobs/core-format.js.e909a24cdc96d76a.gz" if_empty(0)
};
static const unsigned char br_4[] = {
#embed "blobs/core-format.js.e909a24cdc96d76a.br" if_empty(0)
};
static const unsigned char raw_5[] = {
#embed "blobs/core-i18n.js.2de77e2ad145f98c.raw" if_empty(0)
};
static const unsigned char gz_5[] = {
#embed "blobs/core-i18n.js.2de77e2ad145f98c.gz" if_empty(0)
};
static const unsigned char br_5[] = {
#embed "blobs/core-i18n.js.2de77e2ad145f98c.br" if_empty(0)
};
static const unsigned char raw_6[] = {
#embed "blobs/core-store.js.c61826ad18cfc821.raw" if_empty(0)
};
static const unsigned char gz_6[] = {
#embed "blobs/core-store.js.c61826ad18cfc821.gz" if_empty(0)
};
static const unsigned char br_6[] = {
#embed "blobs/core-store.js.c61826ad18cfc821.br" if_empty(0)
};
static const unsigned char raw_7[] = {
#embed "blobs/favicon.svg.2daa56a3992ace77.raw" if_empty(0)
};
static const unsigned char gz_7[] = {
#embed "blobs/favicon.svg.2daa56a3992ace77.gz" if_empty(0)
};
static const unsigned char br_7[] = {
#embed "blobs/favicon.svg.2daa56a3992ace77.br" if_empty(0)
};
static const unsigned char raw_8[] = {
#embed "blobs/i18n-en.js.f91699d7cf6aa2c1.raw" if_empty(0)
};
static const unsigned char gz_8[] = {
#embed "blobs/i18n-en.js.f91699d7cf6aa2c1.gz" if_empty(0)
};
static const unsigned char br_8[] = {
#embed "blobs/i18n-en.js.f91699d7cf6aa2c1.br" if_empty(0)
};
static const unsigned char raw_9[] = {
#embed "blobs/i18n-zh.js.d6a66e746041df1f.raw" if_empty(0)
};
static const unsigned char gz_9[] = {
#embed "blobs/i18n-zh.js.d6a66e746041df1f.gz" if_empty(0)
};
static const unsigned char br_9[] = {
#embed "blobs/i18n-zh.js.d6a66e746041df1f.br" if_empty(0)
};
static const unsigned char raw_10[] = {
#embed "blobs/index.html.6a35ce6b36efe71d.raw" if_empty(0)
};
static const unsigned char gz_10[] = {
#embed "blobs/index.html.6a35ce6b36efe71d.gz" if_empty(0)
};
static const unsigned char br_10[] = {
#embed "blobs/index.html.6a35ce6b36efe71d.br" if_empty(0)
};
static const unsigned char raw_11[] = {
#embed "blobs/live-markdown.js.eee09cc53ab1f234.raw" if_empty(0)
};
static const unsigned char gz_11[] = {
#embed "blobs/live-markdown.js.eee09cc53ab1f234.gz" if_empty(0)
};
static const unsigned char br_11[] = {
#embed "blobs/live-markdown.js.eee09cc53ab1f234.br" if_empty(0)
};
static const unsigned char raw_12[] = {
#embed "blobs/live-network.js.0137bd4be15c1205.raw" if_empty(0)
};
static const unsigned char gz_12[] = {
#embed "blobs/live-network.js.0137bd4be15c1205.gz" if_empty(0)
};
static const unsigned char br_12[] = {
#embed "blobs/live-network.js.0137bd4be15c1205.br" if_empty(0)
};
static const unsigned char raw_13[] = {
#embed "blobs/live-outcome.js.1106bb0e437edefb.raw" if_empty(0)
};
static const unsigned char gz_13[] = {
#embed "blobs/live-outcome.js.1106bb0e437edefb.gz" if_empty(0)
};
static const unsigned char br_13[] = {
#embed "blobs/live-outcome.js.1106bb0e437edefb.br" if_empty(0)
};
static const unsigned char raw_14[] = {
#embed "blobs/live-proposal.js.4a047cc2b46a799d.raw" if_empty(0)
};
static const unsigned char gz_14[] = {
#embed "blobs/live-proposal.js.4a047cc2b46a799d.gz" if_empty(0)
};
static const unsigned char br_14[] = {
#embed "blobs/live-proposal.js.4a047cc2b46a799d.br" if_empty(0)
};
static const unsigned char raw_15[] = {
#embed "blobs/live-reducer.js.42bf16a923f26294.raw" if_empty(0)
};
static const unsigned char gz_15[] = {
#embed "blobs/live-reducer.js.42bf16a923f26294.gz" if_empty(0)
};
static const unsigned char br_15[] = {
#embed "blobs/live-reducer.js.42bf16a923f26294.br" if_empty(0)
};
static const unsigned char raw_16[] = {
#embed "blobs/live-stream.js.90bc41a77b9bd999.raw" if_empty(0)
};
static const unsigned char gz_16[] = {
#embed "blobs/live-stream.js.90bc41a77b9bd999.gz" if_empty(0)
};
static const unsigned char br_16[] = {
#embed "blobs/live-stream.js.90bc41a77b9bd999.br" if_empty(0)
};
static const unsigned char raw_17[] = {
#embed "blobs/live-timeline.js.084bcf3077974e0f.raw" if_empty(0)
};
static const unsigned char gz_17[] = {
#embed "blobs/live-timeline.js.084bcf3077974e0f.gz" if_empty(0)
};
static const unsigned char br_17[] = {
#embed "blobs/live-timeline.js.084bcf3077974e0f.br" if_empty(0)
};
static const unsigned char raw_18[] = {
#embed "blobs/manifest.webmanifest.86d07bc16e081d55.raw" if_empty(0)
};
static const unsigned char gz_18[] = {
#embed "blobs/manifest.webmanifest.86d07bc16e081d55.gz" if_empty(0)
};
static const unsigned char br_18[] = {
#embed "blobs/manifest.webmanifest.86d07bc16e081d55.br" if_empty(0)
};
static const unsigned char raw_19[] = {
#embed "blobs/pages-agents.js.16295d38e3a550e9.raw" if_empty(0)
};
static const unsigned char gz_19[] = {
#embed "blobs/pages-agents.js.16295d38e3a550e9.gz" if_empty(0)
};
static const unsigned char br_19[] = {
#embed "blobs/pages-agents.js.16295d38e3a550e9.br" if_empty(0)
};
static const unsigned char raw_20[] = {
#embed "blobs/pages-negotiation.js.0537d666cecf2407.raw" if_empty(0)
};
static const unsigned char gz_20[] = {
#embed "blobs/pages-negotiation.js.0537d666cecf2407.gz" if_empty(0)
};
static const unsigned char br_20[] = {
#embed "blobs/pages-negotiation.js.0537d666cecf2407.br" if_empty(0)
};
static const unsigned char raw_21[] = {
#embed "blobs/pages-profile.js.5ff0d00ab2447b41.raw" if_empty(0)
};
static const unsigned char gz_21[] = {
#embed "blobs/pages-profile.js.5ff0d00ab2447b41.gz" if_empty(0)
};
static const unsigned char br_21[] = {
#embed "blobs/pages-profile.js.5ff0d00ab2447b41.br" if_empty(0)
};
static const unsigned char raw_22[] = {
#embed "blobs/pages-submit.js.d99e8d441811bc79.raw" if_empty(0)
};
static const unsigned char gz_22[] = {
#embed "blobs/pages-submit.js.d99e8d441811bc79.gz" if_empty(0)
};
static const unsigned char br_22[] = {
#embed "blobs/pages-submit.js.d99e8d441811bc79.br" if_empty(0)
};
static const unsigned char raw_23[] = {
#embed "blobs/style-base.css.1dd4543776ae26c7.raw" if_empty(0)
};
static const unsigned char gz_23[] = {
#embed "blobs/style-base.css.1dd4543776ae26c7.gz" if_empty(0)
};
static const unsigned char br_23[] = {
#embed "blobs/style-base.css.1dd4543776ae26c7.br" if_empty(0)
};
static const unsigned char raw_24[] = {
#embed "blobs/style-live.css.2cc861f651a3a097.raw" if_empty(0)
};
static const unsigned char gz_24[] = {
#embed "blobs/style-live.css.2cc861f651a3a097.gz" if_empty(0)
};
static const unsigned char br_24[] = {
#embed "blobs/style-live.css.2cc861f651a3a097.br" if_empty(0)
};
static const unsigned char members[] = {
#embed "blobs/members.fd6eedf2d5ed4592.jsonl" if_empty(0)
};

static const towow_asset assets[] = {
  { "app.js", "/assets/app.2e9207b30df4b8fd.js", "text/javascript; charset=utf-8", "\"2e9207b30df4b8fd\"", raw_0, 5686, gz_0, 2142, br_0, 1844 },
  { "boot.js", "/assets/boot.deee5180cf0df3f6.js", "text/javascript; charset=utf-8", "\"deee5180cf0df3f6\"", raw_1, 501, gz_1, 289, br_1, 221 },
  { "core/api.js", "/assets/core/api.b864285eb8dad1d5.js", "text/javascript; charset=utf-8", "\"b864285eb8dad1d5\"", raw_2, 6076, gz_2, 2568, br_2, 2193 },
  { "core/dom.js", "/assets/core/dom.d2905cff85492728.js", "text/javascript; charset=utf-8", "\"d2905cff85492728\"", raw_3, 7223, gz_3, 2831, br_3, 2438 },
  { "core/format.js", "/assets/core/format.e909a24cdc96d76a.js", "text/javascript; charset=utf-8", "\"e909a24cdc96d76a\"", raw_4, 4050, gz_4, 1478, br_4, 1289 },
  { "core/i18n.js", "/assets/core/i18n.2de77e2ad145f98c.js", "text/javascript; charset=utf-8", "\"2de77e2ad145f98c\"", raw_5, 2676, gz_5, 1091, br_5, 949 },
  { "core/store.js", "/assets/core/store.c61826ad18cfc821.js", "text/javascript; charset=utf-8", "\"c61826ad18cfc821\"", raw_6, 1850, gz_6, 765, br_6, 640 },
  { "favicon.svg", "/assets/favicon.2daa56a3992ace77.svg", "image/svg+xml", "\"2daa56a3992ace77\"", raw_7, 375, gz_7, 217, br_7, 196 },
  { "i18n/en.js", "/assets/i18n/en.f91699d7cf6aa2c1.js", "text/javascript; charset=utf-8", "\"f91699d7cf6aa2c1\"", raw_8, 22593, gz_8, 6455, br_8, 5463 },
  { "i18n/zh.js", "/assets/i18n/zh.d6a66e746041df1f.js", "text/javascript; charset=utf-8", "\"d6a66e746041df1f\"", raw_9, 21905, gz_9, 7009, br_9, 5753 },
  { "index.html", "/", "text/html; charset=utf-8", "\"6a35ce6b36efe71d\"", raw_10, 2630, gz_10, 982, br_10, 731 },
  { "live/markdown.js", "/assets/live/markdown.eee09cc53ab1f234.js", "text/javascript; charset=utf-8", "\"eee09cc53ab1f234\"", raw_11, 4455, gz_11, 1746, br_11, 1490 },
  { "live/network.js", "/assets/live/network.0137bd4be15c1205.js", "text/javascript; charset=utf-8", "\"0137bd4be15c1205\"", raw_12, 18940, gz_12, 6208, br_12, 5465 },
  { "live/outcome.js", "/assets/live/outcome.1106bb0e437edefb.js", "text/javascript; charset=utf-8", "\"1106bb0e437edefb\"", raw_13, 8140, gz_13, 2622, br_13, 2293 },
  { "live/proposal.js", "/assets/live/proposal.4a047cc2b46a799d.js", "text/javascript; charset=utf-8", "\"4a047cc2b46a799d\"", raw_14, 13219, gz_14, 3972, br_14, 3477 },
  { "live/reducer.js", "/assets/live/reducer.42bf16a923f26294.js", "text/javascript; charset=utf-8", "\"42bf16a923f26294\"", raw_15, 23226, gz_15, 6194, br_15, 5444 },
  { "live/stream.js", "/assets/live/stream.90bc41a77b9bd999.js", "text/javascript; charset=utf-8", "\"90bc41a77b9bd999\"", raw_16, 11103, gz_16, 3150, br_16, 2722 },
  { "live/timeline.js", "/assets/live/timeline.084bcf3077974e0f.js", "text/javascript; charset=utf-8", "\"084bcf3077974e0f\"", raw_17, 11305, gz_17, 3805, br_17, 3341 },
  { "manifest.webmanifest", "/assets/manifest.86d07bc16e081d55.webmanifest", "application/manifest+json", "\"86d07bc16e081d55\"", raw_18, 260, gz_18, 192, br_18, 159 },
  { "pages/agents.js", "/assets/pages/agents.16295d38e3a550e9.js", "text/javascript; charset=utf-8", "\"16295d38e3a550e9\"", raw_19, 12021, gz_19, 3806, br_19, 3308 },
  { "pages/negotiation.js", "/assets/pages/negotiation.0537d666cecf2407.js", "text/javascript; charset=utf-8", "\"0537d666cecf2407\"", raw_20, 21294, gz_20, 6551, br_20, 5752 },
  { "pages/profile.js", "/assets/pages/profile.5ff0d00ab2447b41.js", "text/javascript; charset=utf-8", "\"5ff0d00ab2447b41\"", raw_21, 9091, gz_21, 3027, br_21, 2675 },
  { "pages/submit.js", "/assets/pages/submit.d99e8d441811bc79.js", "text/javascript; charset=utf-8", "\"d99e8d441811bc79\"", raw_22, 6340, gz_22, 2338, br_22, 2021 },
  { "style/base.css", "/assets/style/base.1dd4543776ae26c7.css", "text/css; charset=utf-8", "\"1dd4543776ae26c7\"", raw_23, 15750, gz_23, 4324, br_23, 3731 },
  { "style/live.css", "/assets/style/live.2cc861f651a3a097.css", "text/css; charset=utf-8", "\"2cc861f651a3a097\"", raw_24, 14142, gz_24, 3695, br_24, 3176 },
};

size_t towow_asset_count(void) { return sizeof assets / sizeof assets[0]; }

const towow_asset *towow_asset_at(size_t index) {
  return index < towow_asset_count() ? &assets[index] : NULL;
}

const unsigned char *towow_bundled_members(size_t *count_of_bytes) {
  *count_of_bytes = 163311;
  return members;
}
