/* Made by Resources/embed.py; do not edit. */
#include "CAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char raw_0[] = {
#embed "blobs/app.js.394873a3132c3157.raw" if_empty(0)
};
static const unsigned char gz_0[] = {
#embed "blobs/app.js.394873a3132c3157.gz" if_empty(0)
};
static const unsigned char br_0[] = {
#embed "blobs/app.js.394873a3132c3157.br" if_empty(0)
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
#embed "blobs/core-api.js.45fa488a58b52068.raw" if_empty(0)
};
static const unsigned char gz_2[] = {
#embed "blobs/core-api.js.45fa488a58b52068.gz" if_empty(0)
};
static const unsigned char br_2[] = {
#embed "blobs/core-api.js.45fa488a58b52068.br" if_empty(0)
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
#embed "blobs/core-format.js.3cbf19f09116c4ab.raw" if_empty(0)
};
static const unsigned char gz_4[] = {
#embed "blobs/core-format.js.3cbf19f09116c4ab.gz" if_empty(0)
};
static const unsigned char br_4[] = {
#embed "blobs/core-format.js.3cbf19f09116c4ab.br" if_empty(0)
};
static const unsigned char raw_5[] = {
#embed "blobs/core-i18n.js.c89bd6e5b1717f54.raw" if_empty(0)
};
static const unsigned char gz_5[] = {
#embed "blobs/core-i18n.js.c89bd6e5b1717f54.gz" if_empty(0)
};
static const unsigned char br_5[] = {
#embed "blobs/core-i18n.js.c89bd6e5b1717f54.br" if_empty(0)
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
#embed "blobs/i18n-en.js.e9866d36217806ad.raw" if_empty(0)
};
static const unsigned char gz_9[] = {
#embed "blobs/i18n-en.js.e9866d36217806ad.gz" if_empty(0)
};
static const unsigned char br_9[] = {
#embed "blobs/i18n-en.js.e9866d36217806ad.br" if_empty(0)
};
static const unsigned char raw_10[] = {
#embed "blobs/i18n-zh.js.5cb97c5fda9c2527.raw" if_empty(0)
};
static const unsigned char gz_10[] = {
#embed "blobs/i18n-zh.js.5cb97c5fda9c2527.gz" if_empty(0)
};
static const unsigned char br_10[] = {
#embed "blobs/i18n-zh.js.5cb97c5fda9c2527.br" if_empty(0)
};
static const unsigned char raw_11[] = {
#embed "blobs/index.html.749274d253bba95b.raw" if_empty(0)
};
static const unsigned char gz_11[] = {
#embed "blobs/index.html.749274d253bba95b.gz" if_empty(0)
};
static const unsigned char br_11[] = {
#embed "blobs/index.html.749274d253bba95b.br" if_empty(0)
};
static const unsigned char raw_12[] = {
#embed "blobs/live-markdown.js.fecdc1f5f840e40e.raw" if_empty(0)
};
static const unsigned char gz_12[] = {
#embed "blobs/live-markdown.js.fecdc1f5f840e40e.gz" if_empty(0)
};
static const unsigned char br_12[] = {
#embed "blobs/live-markdown.js.fecdc1f5f840e40e.br" if_empty(0)
};
static const unsigned char raw_13[] = {
#embed "blobs/live-network.js.d976d53f998759c8.raw" if_empty(0)
};
static const unsigned char gz_13[] = {
#embed "blobs/live-network.js.d976d53f998759c8.gz" if_empty(0)
};
static const unsigned char br_13[] = {
#embed "blobs/live-network.js.d976d53f998759c8.br" if_empty(0)
};
static const unsigned char raw_14[] = {
#embed "blobs/live-outcome.js.6d0856857bd7f128.raw" if_empty(0)
};
static const unsigned char gz_14[] = {
#embed "blobs/live-outcome.js.6d0856857bd7f128.gz" if_empty(0)
};
static const unsigned char br_14[] = {
#embed "blobs/live-outcome.js.6d0856857bd7f128.br" if_empty(0)
};
static const unsigned char raw_15[] = {
#embed "blobs/live-proposal.js.95652b397d8aaf44.raw" if_empty(0)
};
static const unsigned char gz_15[] = {
#embed "blobs/live-proposal.js.95652b397d8aaf44.gz" if_empty(0)
};
static const unsigned char br_15[] = {
#embed "blobs/live-proposal.js.95652b397d8aaf44.br" if_empty(0)
};
static const unsigned char raw_16[] = {
#embed "blobs/live-reducer.js.52686452af112453.raw" if_empty(0)
};
static const unsigned char gz_16[] = {
#embed "blobs/live-reducer.js.52686452af112453.gz" if_empty(0)
};
static const unsigned char br_16[] = {
#embed "blobs/live-reducer.js.52686452af112453.br" if_empty(0)
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
#embed "blobs/live-timeline.js.76c892a54f98b73c.raw" if_empty(0)
};
static const unsigned char gz_18[] = {
#embed "blobs/live-timeline.js.76c892a54f98b73c.gz" if_empty(0)
};
static const unsigned char br_18[] = {
#embed "blobs/live-timeline.js.76c892a54f98b73c.br" if_empty(0)
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
#embed "blobs/pages-agents.js.16df6f4d075c2c8a.raw" if_empty(0)
};
static const unsigned char gz_20[] = {
#embed "blobs/pages-agents.js.16df6f4d075c2c8a.gz" if_empty(0)
};
static const unsigned char br_20[] = {
#embed "blobs/pages-agents.js.16df6f4d075c2c8a.br" if_empty(0)
};
static const unsigned char raw_21[] = {
#embed "blobs/pages-negotiation.js.08119b97272d5f1d.raw" if_empty(0)
};
static const unsigned char gz_21[] = {
#embed "blobs/pages-negotiation.js.08119b97272d5f1d.gz" if_empty(0)
};
static const unsigned char br_21[] = {
#embed "blobs/pages-negotiation.js.08119b97272d5f1d.br" if_empty(0)
};
static const unsigned char raw_22[] = {
#embed "blobs/pages-stage.js.972db201ef470ff3.raw" if_empty(0)
};
static const unsigned char gz_22[] = {
#embed "blobs/pages-stage.js.972db201ef470ff3.gz" if_empty(0)
};
static const unsigned char br_22[] = {
#embed "blobs/pages-stage.js.972db201ef470ff3.br" if_empty(0)
};
static const unsigned char raw_23[] = {
#embed "blobs/pages-submit.js.7daac94af25085be.raw" if_empty(0)
};
static const unsigned char gz_23[] = {
#embed "blobs/pages-submit.js.7daac94af25085be.gz" if_empty(0)
};
static const unsigned char br_23[] = {
#embed "blobs/pages-submit.js.7daac94af25085be.br" if_empty(0)
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
  { "app.js", "/assets/app.394873a3132c3157.js", "text/javascript; charset=utf-8", "\"394873a3132c3157\"", raw_0, 7913, gz_0, 3096, br_0, 2692 },
  { "boot.js", "/assets/boot.1cdb3ec5201a8182.js", "text/javascript; charset=utf-8", "\"1cdb3ec5201a8182\"", raw_1, 288, gz_1, 181, br_1, 147 },
  { "core/api.js", "/assets/core/api.45fa488a58b52068.js", "text/javascript; charset=utf-8", "\"45fa488a58b52068\"", raw_2, 2704, gz_2, 1288, br_2, 1095 },
  { "core/dom.js", "/assets/core/dom.f075fb264942fd78.js", "text/javascript; charset=utf-8", "\"f075fb264942fd78\"", raw_3, 4629, gz_3, 1989, br_3, 1758 },
  { "core/format.js", "/assets/core/format.3cbf19f09116c4ab.js", "text/javascript; charset=utf-8", "\"3cbf19f09116c4ab\"", raw_4, 2658, gz_4, 1030, br_4, 917 },
  { "core/i18n.js", "/assets/core/i18n.c89bd6e5b1717f54.js", "text/javascript; charset=utf-8", "\"c89bd6e5b1717f54\"", raw_5, 1935, gz_5, 844, br_5, 742 },
  { "core/qr.js", "/assets/core/qr.40d9bbaa5f1d209f.js", "text/javascript; charset=utf-8", "\"40d9bbaa5f1d209f\"", raw_6, 4974, gz_6, 2089, br_6, 1951 },
  { "core/store.js", "/assets/core/store.94df079524eaad13.js", "text/javascript; charset=utf-8", "\"94df079524eaad13\"", raw_7, 1325, gz_7, 479, br_7, 402 },
  { "favicon.svg", "/assets/favicon.2daa56a3992ace77.svg", "image/svg+xml", "\"2daa56a3992ace77\"", raw_8, 375, gz_8, 217, br_8, 196 },
  { "i18n/en.js", "/assets/i18n/en.e9866d36217806ad.js", "text/javascript; charset=utf-8", "\"e9866d36217806ad\"", raw_9, 21621, gz_9, 6516, br_9, 5533 },
  { "i18n/zh.js", "/assets/i18n/zh.5cb97c5fda9c2527.js", "text/javascript; charset=utf-8", "\"5cb97c5fda9c2527\"", raw_10, 20948, gz_10, 7061, br_10, 5826 },
  { "index.html", "/", "text/html; charset=utf-8", "\"749274d253bba95b\"", raw_11, 1409, gz_11, 686, br_11, 485 },
  { "live/markdown.js", "/assets/live/markdown.fecdc1f5f840e40e.js", "text/javascript; charset=utf-8", "\"fecdc1f5f840e40e\"", raw_12, 3623, gz_12, 1528, br_12, 1306 },
  { "live/network.js", "/assets/live/network.d976d53f998759c8.js", "text/javascript; charset=utf-8", "\"d976d53f998759c8\"", raw_13, 14191, gz_13, 5144, br_13, 4604 },
  { "live/outcome.js", "/assets/live/outcome.6d0856857bd7f128.js", "text/javascript; charset=utf-8", "\"6d0856857bd7f128\"", raw_14, 6418, gz_14, 2288, br_14, 2022 },
  { "live/proposal.js", "/assets/live/proposal.95652b397d8aaf44.js", "text/javascript; charset=utf-8", "\"95652b397d8aaf44\"", raw_15, 10384, gz_15, 3374, br_15, 2976 },
  { "live/reducer.js", "/assets/live/reducer.52686452af112453.js", "text/javascript; charset=utf-8", "\"52686452af112453\"", raw_16, 17209, gz_16, 5019, br_16, 4530 },
  { "live/stream.js", "/assets/live/stream.172a794160f36f42.js", "text/javascript; charset=utf-8", "\"172a794160f36f42\"", raw_17, 11590, gz_17, 3469, br_17, 3132 },
  { "live/timeline.js", "/assets/live/timeline.76c892a54f98b73c.js", "text/javascript; charset=utf-8", "\"76c892a54f98b73c\"", raw_18, 9760, gz_18, 3627, br_18, 3237 },
  { "manifest.webmanifest", "/assets/manifest.86d07bc16e081d55.webmanifest", "application/manifest+json", "\"86d07bc16e081d55\"", raw_19, 260, gz_19, 192, br_19, 159 },
  { "pages/agents.js", "/assets/pages/agents.16df6f4d075c2c8a.js", "text/javascript; charset=utf-8", "\"16df6f4d075c2c8a\"", raw_20, 6789, gz_20, 2353, br_20, 2048 },
  { "pages/negotiation.js", "/assets/pages/negotiation.08119b97272d5f1d.js", "text/javascript; charset=utf-8", "\"08119b97272d5f1d\"", raw_21, 18869, gz_21, 6355, br_21, 5705 },
  { "pages/stage.js", "/assets/pages/stage.972db201ef470ff3.js", "text/javascript; charset=utf-8", "\"972db201ef470ff3\"", raw_22, 3571, gz_22, 1581, br_22, 1389 },
  { "pages/submit.js", "/assets/pages/submit.7daac94af25085be.js", "text/javascript; charset=utf-8", "\"7daac94af25085be\"", raw_23, 5510, gz_23, 2265, br_23, 1973 },
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
