/* Made by Resources/embed.py; do not edit. */
#include "CAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char raw_0[] = {
#embed "blobs/app.js.9f0ff5549b091681.raw" if_empty(0)
};
static const unsigned char gz_0[] = {
#embed "blobs/app.js.9f0ff5549b091681.gz" if_empty(0)
};
static const unsigned char br_0[] = {
#embed "blobs/app.js.9f0ff5549b091681.br" if_empty(0)
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
#embed "blobs/core-api.js.fb64d43d17bec3d5.raw" if_empty(0)
};
static const unsigned char gz_2[] = {
#embed "blobs/core-api.js.fb64d43d17bec3d5.gz" if_empty(0)
};
static const unsigned char br_2[] = {
#embed "blobs/core-api.js.fb64d43d17bec3d5.br" if_empty(0)
};
static const unsigned char raw_3[] = {
#embed "blobs/core-dom.js.e5cfb5cd7960f67c.raw" if_empty(0)
};
static const unsigned char gz_3[] = {
#embed "blobs/core-dom.js.e5cfb5cd7960f67c.gz" if_empty(0)
};
static const unsigned char br_3[] = {
#embed "blobs/core-dom.js.e5cfb5cd7960f67c.br" if_empty(0)
};
static const unsigned char raw_4[] = {
#embed "blobs/core-format.js.9b9ba20c26de30c0.raw" if_empty(0)
};
static const unsigned char gz_4[] = {
#embed "blobs/core-format.js.9b9ba20c26de30c0.gz" if_empty(0)
};
static const unsigned char br_4[] = {
#embed "blobs/core-format.js.9b9ba20c26de30c0.br" if_empty(0)
};
static const unsigned char raw_5[] = {
#embed "blobs/core-i18n.js.a5e85e307c841ea9.raw" if_empty(0)
};
static const unsigned char gz_5[] = {
#embed "blobs/core-i18n.js.a5e85e307c841ea9.gz" if_empty(0)
};
static const unsigned char br_5[] = {
#embed "blobs/core-i18n.js.a5e85e307c841ea9.br" if_empty(0)
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
#embed "blobs/i18n-en.js.a1959d084e422a7d.raw" if_empty(0)
};
static const unsigned char gz_9[] = {
#embed "blobs/i18n-en.js.a1959d084e422a7d.gz" if_empty(0)
};
static const unsigned char br_9[] = {
#embed "blobs/i18n-en.js.a1959d084e422a7d.br" if_empty(0)
};
static const unsigned char raw_10[] = {
#embed "blobs/i18n-zh.js.f63c44ab27b64707.raw" if_empty(0)
};
static const unsigned char gz_10[] = {
#embed "blobs/i18n-zh.js.f63c44ab27b64707.gz" if_empty(0)
};
static const unsigned char br_10[] = {
#embed "blobs/i18n-zh.js.f63c44ab27b64707.br" if_empty(0)
};
static const unsigned char raw_11[] = {
#embed "blobs/index.html.54fe00fa7152fd4b.raw" if_empty(0)
};
static const unsigned char gz_11[] = {
#embed "blobs/index.html.54fe00fa7152fd4b.gz" if_empty(0)
};
static const unsigned char br_11[] = {
#embed "blobs/index.html.54fe00fa7152fd4b.br" if_empty(0)
};
static const unsigned char raw_12[] = {
#embed "blobs/live-markdown.js.4233ec8a770022d4.raw" if_empty(0)
};
static const unsigned char gz_12[] = {
#embed "blobs/live-markdown.js.4233ec8a770022d4.gz" if_empty(0)
};
static const unsigned char br_12[] = {
#embed "blobs/live-markdown.js.4233ec8a770022d4.br" if_empty(0)
};
static const unsigned char raw_13[] = {
#embed "blobs/live-network.js.52d7ae75d6b6ec87.raw" if_empty(0)
};
static const unsigned char gz_13[] = {
#embed "blobs/live-network.js.52d7ae75d6b6ec87.gz" if_empty(0)
};
static const unsigned char br_13[] = {
#embed "blobs/live-network.js.52d7ae75d6b6ec87.br" if_empty(0)
};
static const unsigned char raw_14[] = {
#embed "blobs/live-outcome.js.3b7e1adf1b36977b.raw" if_empty(0)
};
static const unsigned char gz_14[] = {
#embed "blobs/live-outcome.js.3b7e1adf1b36977b.gz" if_empty(0)
};
static const unsigned char br_14[] = {
#embed "blobs/live-outcome.js.3b7e1adf1b36977b.br" if_empty(0)
};
static const unsigned char raw_15[] = {
#embed "blobs/live-proposal.js.883f6f0b5e7abcac.raw" if_empty(0)
};
static const unsigned char gz_15[] = {
#embed "blobs/live-proposal.js.883f6f0b5e7abcac.gz" if_empty(0)
};
static const unsigned char br_15[] = {
#embed "blobs/live-proposal.js.883f6f0b5e7abcac.br" if_empty(0)
};
static const unsigned char raw_16[] = {
#embed "blobs/live-reducer.js.758036a30a1f41c0.raw" if_empty(0)
};
static const unsigned char gz_16[] = {
#embed "blobs/live-reducer.js.758036a30a1f41c0.gz" if_empty(0)
};
static const unsigned char br_16[] = {
#embed "blobs/live-reducer.js.758036a30a1f41c0.br" if_empty(0)
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
#embed "blobs/live-timeline.js.eb8ce33cd8df386a.raw" if_empty(0)
};
static const unsigned char gz_18[] = {
#embed "blobs/live-timeline.js.eb8ce33cd8df386a.gz" if_empty(0)
};
static const unsigned char br_18[] = {
#embed "blobs/live-timeline.js.eb8ce33cd8df386a.br" if_empty(0)
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
#embed "blobs/pages-agents.js.eba6185a4c065ab8.raw" if_empty(0)
};
static const unsigned char gz_20[] = {
#embed "blobs/pages-agents.js.eba6185a4c065ab8.gz" if_empty(0)
};
static const unsigned char br_20[] = {
#embed "blobs/pages-agents.js.eba6185a4c065ab8.br" if_empty(0)
};
static const unsigned char raw_21[] = {
#embed "blobs/pages-inbox.js.14aa4868ca22ab7b.raw" if_empty(0)
};
static const unsigned char gz_21[] = {
#embed "blobs/pages-inbox.js.14aa4868ca22ab7b.gz" if_empty(0)
};
static const unsigned char br_21[] = {
#embed "blobs/pages-inbox.js.14aa4868ca22ab7b.br" if_empty(0)
};
static const unsigned char raw_22[] = {
#embed "blobs/pages-join.js.cc8d2fa506f4116b.raw" if_empty(0)
};
static const unsigned char gz_22[] = {
#embed "blobs/pages-join.js.cc8d2fa506f4116b.gz" if_empty(0)
};
static const unsigned char br_22[] = {
#embed "blobs/pages-join.js.cc8d2fa506f4116b.br" if_empty(0)
};
static const unsigned char raw_23[] = {
#embed "blobs/pages-negotiation.js.b6a4da07af0c3842.raw" if_empty(0)
};
static const unsigned char gz_23[] = {
#embed "blobs/pages-negotiation.js.b6a4da07af0c3842.gz" if_empty(0)
};
static const unsigned char br_23[] = {
#embed "blobs/pages-negotiation.js.b6a4da07af0c3842.br" if_empty(0)
};
static const unsigned char raw_24[] = {
#embed "blobs/pages-profile.js.d3eaa61c93cb32c1.raw" if_empty(0)
};
static const unsigned char gz_24[] = {
#embed "blobs/pages-profile.js.d3eaa61c93cb32c1.gz" if_empty(0)
};
static const unsigned char br_24[] = {
#embed "blobs/pages-profile.js.d3eaa61c93cb32c1.br" if_empty(0)
};
static const unsigned char raw_25[] = {
#embed "blobs/pages-stage.js.5279df85c37711e4.raw" if_empty(0)
};
static const unsigned char gz_25[] = {
#embed "blobs/pages-stage.js.5279df85c37711e4.gz" if_empty(0)
};
static const unsigned char br_25[] = {
#embed "blobs/pages-stage.js.5279df85c37711e4.br" if_empty(0)
};
static const unsigned char raw_26[] = {
#embed "blobs/pages-submit.js.d2cf02722e46f669.raw" if_empty(0)
};
static const unsigned char gz_26[] = {
#embed "blobs/pages-submit.js.d2cf02722e46f669.gz" if_empty(0)
};
static const unsigned char br_26[] = {
#embed "blobs/pages-submit.js.d2cf02722e46f669.br" if_empty(0)
};
static const unsigned char raw_27[] = {
#embed "blobs/style-base.css.b62dbdc071567643.raw" if_empty(0)
};
static const unsigned char gz_27[] = {
#embed "blobs/style-base.css.b62dbdc071567643.gz" if_empty(0)
};
static const unsigned char br_27[] = {
#embed "blobs/style-base.css.b62dbdc071567643.br" if_empty(0)
};
static const unsigned char raw_28[] = {
#embed "blobs/style-live.css.031ede42bc5e28c0.raw" if_empty(0)
};
static const unsigned char gz_28[] = {
#embed "blobs/style-live.css.031ede42bc5e28c0.gz" if_empty(0)
};
static const unsigned char br_28[] = {
#embed "blobs/style-live.css.031ede42bc5e28c0.br" if_empty(0)
};
static const unsigned char raw_29[] = {
#embed "blobs/style-people.css.232490427dbd40fa.raw" if_empty(0)
};
static const unsigned char gz_29[] = {
#embed "blobs/style-people.css.232490427dbd40fa.gz" if_empty(0)
};
static const unsigned char br_29[] = {
#embed "blobs/style-people.css.232490427dbd40fa.br" if_empty(0)
};
static const unsigned char members[] = {
#embed "blobs/members.fd6eedf2d5ed4592.jsonl" if_empty(0)
};

static const towow_asset assets[] = {
  { "app.js", "/assets/app.9f0ff5549b091681.js", "text/javascript; charset=utf-8", "\"9f0ff5549b091681\"", raw_0, 7886, gz_0, 3096, br_0, 2694 },
  { "boot.js", "/assets/boot.1cdb3ec5201a8182.js", "text/javascript; charset=utf-8", "\"1cdb3ec5201a8182\"", raw_1, 288, gz_1, 181, br_1, 147 },
  { "core/api.js", "/assets/core/api.fb64d43d17bec3d5.js", "text/javascript; charset=utf-8", "\"fb64d43d17bec3d5\"", raw_2, 3672, gz_2, 1713, br_2, 1478 },
  { "core/dom.js", "/assets/core/dom.e5cfb5cd7960f67c.js", "text/javascript; charset=utf-8", "\"e5cfb5cd7960f67c\"", raw_3, 4744, gz_3, 2018, br_3, 1797 },
  { "core/format.js", "/assets/core/format.9b9ba20c26de30c0.js", "text/javascript; charset=utf-8", "\"9b9ba20c26de30c0\"", raw_4, 2828, gz_4, 1107, br_4, 993 },
  { "core/i18n.js", "/assets/core/i18n.a5e85e307c841ea9.js", "text/javascript; charset=utf-8", "\"a5e85e307c841ea9\"", raw_5, 1935, gz_5, 843, br_5, 741 },
  { "core/qr.js", "/assets/core/qr.40d9bbaa5f1d209f.js", "text/javascript; charset=utf-8", "\"40d9bbaa5f1d209f\"", raw_6, 4974, gz_6, 2089, br_6, 1951 },
  { "core/store.js", "/assets/core/store.94df079524eaad13.js", "text/javascript; charset=utf-8", "\"94df079524eaad13\"", raw_7, 1325, gz_7, 479, br_7, 402 },
  { "favicon.svg", "/assets/favicon.2daa56a3992ace77.svg", "image/svg+xml", "\"2daa56a3992ace77\"", raw_8, 375, gz_8, 217, br_8, 196 },
  { "i18n/en.js", "/assets/i18n/en.a1959d084e422a7d.js", "text/javascript; charset=utf-8", "\"a1959d084e422a7d\"", raw_9, 21875, gz_9, 6603, br_9, 5611 },
  { "i18n/zh.js", "/assets/i18n/zh.f63c44ab27b64707.js", "text/javascript; charset=utf-8", "\"f63c44ab27b64707\"", raw_10, 21197, gz_10, 7147, br_10, 5894 },
  { "index.html", "/", "text/html; charset=utf-8", "\"54fe00fa7152fd4b\"", raw_11, 1485, gz_11, 702, br_11, 503 },
  { "live/markdown.js", "/assets/live/markdown.4233ec8a770022d4.js", "text/javascript; charset=utf-8", "\"4233ec8a770022d4\"", raw_12, 3623, gz_12, 1524, br_12, 1307 },
  { "live/network.js", "/assets/live/network.52d7ae75d6b6ec87.js", "text/javascript; charset=utf-8", "\"52d7ae75d6b6ec87\"", raw_13, 15117, gz_13, 5440, br_13, 4890 },
  { "live/outcome.js", "/assets/live/outcome.3b7e1adf1b36977b.js", "text/javascript; charset=utf-8", "\"3b7e1adf1b36977b\"", raw_14, 6418, gz_14, 2283, br_14, 2023 },
  { "live/proposal.js", "/assets/live/proposal.883f6f0b5e7abcac.js", "text/javascript; charset=utf-8", "\"883f6f0b5e7abcac\"", raw_15, 10494, gz_15, 3400, br_15, 3010 },
  { "live/reducer.js", "/assets/live/reducer.758036a30a1f41c0.js", "text/javascript; charset=utf-8", "\"758036a30a1f41c0\"", raw_16, 17209, gz_16, 5019, br_16, 4533 },
  { "live/stream.js", "/assets/live/stream.172a794160f36f42.js", "text/javascript; charset=utf-8", "\"172a794160f36f42\"", raw_17, 11590, gz_17, 3469, br_17, 3132 },
  { "live/timeline.js", "/assets/live/timeline.eb8ce33cd8df386a.js", "text/javascript; charset=utf-8", "\"eb8ce33cd8df386a\"", raw_18, 10018, gz_18, 3720, br_18, 3341 },
  { "manifest.webmanifest", "/assets/manifest.86d07bc16e081d55.webmanifest", "application/manifest+json", "\"86d07bc16e081d55\"", raw_19, 260, gz_19, 192, br_19, 159 },
  { "pages/agents.js", "/assets/pages/agents.eba6185a4c065ab8.js", "text/javascript; charset=utf-8", "\"eba6185a4c065ab8\"", raw_20, 9014, gz_20, 3160, br_20, 2798 },
  { "pages/inbox.js", "/assets/pages/inbox.14aa4868ca22ab7b.js", "text/javascript; charset=utf-8", "\"14aa4868ca22ab7b\"", raw_21, 28618, gz_21, 10049, br_21, 8673 },
  { "pages/join.js", "/assets/pages/join.cc8d2fa506f4116b.js", "text/javascript; charset=utf-8", "\"cc8d2fa506f4116b\"", raw_22, 21622, gz_22, 7808, br_22, 6607 },
  { "pages/negotiation.js", "/assets/pages/negotiation.b6a4da07af0c3842.js", "text/javascript; charset=utf-8", "\"b6a4da07af0c3842\"", raw_23, 18027, gz_23, 6121, br_23, 5503 },
  { "pages/profile.js", "/assets/pages/profile.d3eaa61c93cb32c1.js", "text/javascript; charset=utf-8", "\"d3eaa61c93cb32c1\"", raw_24, 5098, gz_24, 1885, br_24, 1680 },
  { "pages/stage.js", "/assets/pages/stage.5279df85c37711e4.js", "text/javascript; charset=utf-8", "\"5279df85c37711e4\"", raw_25, 3571, gz_25, 1575, br_25, 1392 },
  { "pages/submit.js", "/assets/pages/submit.d2cf02722e46f669.js", "text/javascript; charset=utf-8", "\"d2cf02722e46f669\"", raw_26, 5510, gz_26, 2264, br_26, 1977 },
  { "style/base.css", "/assets/style/base.b62dbdc071567643.css", "text/css; charset=utf-8", "\"b62dbdc071567643\"", raw_27, 14072, gz_27, 4164, br_27, 3623 },
  { "style/live.css", "/assets/style/live.031ede42bc5e28c0.css", "text/css; charset=utf-8", "\"031ede42bc5e28c0\"", raw_28, 15341, gz_28, 4282, br_28, 3752 },
  { "style/people.css", "/assets/style/people.232490427dbd40fa.css", "text/css; charset=utf-8", "\"232490427dbd40fa\"", raw_29, 3494, gz_29, 1230, br_29, 1019 },
};

size_t towow_asset_count(void) { return sizeof assets / sizeof assets[0]; }

const towow_asset *towow_asset_at(size_t index) {
  return index < towow_asset_count() ? &assets[index] : NULL;
}

const unsigned char *towow_bundled_members(size_t *count_of_bytes) {
  *count_of_bytes = 163311;
  return members;
}
