/* Made by Resources/embed.py; do not edit. */
#include "CAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char raw_0[] = {
#embed "blobs/app.js.1b717f9781b49c69.raw" if_empty(0)
};
static const unsigned char gz_0[] = {
#embed "blobs/app.js.1b717f9781b49c69.gz" if_empty(0)
};
static const unsigned char br_0[] = {
#embed "blobs/app.js.1b717f9781b49c69.br" if_empty(0)
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
#embed "blobs/core-api.js.78db7082094f4a5c.raw" if_empty(0)
};
static const unsigned char gz_2[] = {
#embed "blobs/core-api.js.78db7082094f4a5c.gz" if_empty(0)
};
static const unsigned char br_2[] = {
#embed "blobs/core-api.js.78db7082094f4a5c.br" if_empty(0)
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
#embed "blobs/core-format.js.99401a8c8960e76d.raw" if_empty(0)
};
static const unsigned char gz_4[] = {
#embed "blobs/core-format.js.99401a8c8960e76d.gz" if_empty(0)
};
static const unsigned char br_4[] = {
#embed "blobs/core-format.js.99401a8c8960e76d.br" if_empty(0)
};
static const unsigned char raw_5[] = {
#embed "blobs/core-i18n.js.4a78d0036bd52fa7.raw" if_empty(0)
};
static const unsigned char gz_5[] = {
#embed "blobs/core-i18n.js.4a78d0036bd52fa7.gz" if_empty(0)
};
static const unsigned char br_5[] = {
#embed "blobs/core-i18n.js.4a78d0036bd52fa7.br" if_empty(0)
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
#embed "blobs/index.html.ee73fd7b89d7ddce.raw" if_empty(0)
};
static const unsigned char gz_11[] = {
#embed "blobs/index.html.ee73fd7b89d7ddce.gz" if_empty(0)
};
static const unsigned char br_11[] = {
#embed "blobs/index.html.ee73fd7b89d7ddce.br" if_empty(0)
};
static const unsigned char raw_12[] = {
#embed "blobs/live-markdown.js.2708b46a6b661cdc.raw" if_empty(0)
};
static const unsigned char gz_12[] = {
#embed "blobs/live-markdown.js.2708b46a6b661cdc.gz" if_empty(0)
};
static const unsigned char br_12[] = {
#embed "blobs/live-markdown.js.2708b46a6b661cdc.br" if_empty(0)
};
static const unsigned char raw_13[] = {
#embed "blobs/live-network.js.e008811b41218b5e.raw" if_empty(0)
};
static const unsigned char gz_13[] = {
#embed "blobs/live-network.js.e008811b41218b5e.gz" if_empty(0)
};
static const unsigned char br_13[] = {
#embed "blobs/live-network.js.e008811b41218b5e.br" if_empty(0)
};
static const unsigned char raw_14[] = {
#embed "blobs/live-outcome.js.26a1e09ed81bcd26.raw" if_empty(0)
};
static const unsigned char gz_14[] = {
#embed "blobs/live-outcome.js.26a1e09ed81bcd26.gz" if_empty(0)
};
static const unsigned char br_14[] = {
#embed "blobs/live-outcome.js.26a1e09ed81bcd26.br" if_empty(0)
};
static const unsigned char raw_15[] = {
#embed "blobs/live-proposal.js.e1a2e3bbf63043f3.raw" if_empty(0)
};
static const unsigned char gz_15[] = {
#embed "blobs/live-proposal.js.e1a2e3bbf63043f3.gz" if_empty(0)
};
static const unsigned char br_15[] = {
#embed "blobs/live-proposal.js.e1a2e3bbf63043f3.br" if_empty(0)
};
static const unsigned char raw_16[] = {
#embed "blobs/live-reducer.js.5c26325b3880173b.raw" if_empty(0)
};
static const unsigned char gz_16[] = {
#embed "blobs/live-reducer.js.5c26325b3880173b.gz" if_empty(0)
};
static const unsigned char br_16[] = {
#embed "blobs/live-reducer.js.5c26325b3880173b.br" if_empty(0)
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
#embed "blobs/live-timeline.js.e702c08dd3a02996.raw" if_empty(0)
};
static const unsigned char gz_18[] = {
#embed "blobs/live-timeline.js.e702c08dd3a02996.gz" if_empty(0)
};
static const unsigned char br_18[] = {
#embed "blobs/live-timeline.js.e702c08dd3a02996.br" if_empty(0)
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
#embed "blobs/pages-agents.js.4eee36c15fc7ddb1.raw" if_empty(0)
};
static const unsigned char gz_20[] = {
#embed "blobs/pages-agents.js.4eee36c15fc7ddb1.gz" if_empty(0)
};
static const unsigned char br_20[] = {
#embed "blobs/pages-agents.js.4eee36c15fc7ddb1.br" if_empty(0)
};
static const unsigned char raw_21[] = {
#embed "blobs/pages-inbox.js.15f1aae6e8b4cdba.raw" if_empty(0)
};
static const unsigned char gz_21[] = {
#embed "blobs/pages-inbox.js.15f1aae6e8b4cdba.gz" if_empty(0)
};
static const unsigned char br_21[] = {
#embed "blobs/pages-inbox.js.15f1aae6e8b4cdba.br" if_empty(0)
};
static const unsigned char raw_22[] = {
#embed "blobs/pages-join.js.2aaf7b51e8fb9aa6.raw" if_empty(0)
};
static const unsigned char gz_22[] = {
#embed "blobs/pages-join.js.2aaf7b51e8fb9aa6.gz" if_empty(0)
};
static const unsigned char br_22[] = {
#embed "blobs/pages-join.js.2aaf7b51e8fb9aa6.br" if_empty(0)
};
static const unsigned char raw_23[] = {
#embed "blobs/pages-negotiation.js.3af20b77aab86bf1.raw" if_empty(0)
};
static const unsigned char gz_23[] = {
#embed "blobs/pages-negotiation.js.3af20b77aab86bf1.gz" if_empty(0)
};
static const unsigned char br_23[] = {
#embed "blobs/pages-negotiation.js.3af20b77aab86bf1.br" if_empty(0)
};
static const unsigned char raw_24[] = {
#embed "blobs/pages-profile.js.00ff9ce101085607.raw" if_empty(0)
};
static const unsigned char gz_24[] = {
#embed "blobs/pages-profile.js.00ff9ce101085607.gz" if_empty(0)
};
static const unsigned char br_24[] = {
#embed "blobs/pages-profile.js.00ff9ce101085607.br" if_empty(0)
};
static const unsigned char raw_25[] = {
#embed "blobs/pages-stage.js.0420e338c0d74076.raw" if_empty(0)
};
static const unsigned char gz_25[] = {
#embed "blobs/pages-stage.js.0420e338c0d74076.gz" if_empty(0)
};
static const unsigned char br_25[] = {
#embed "blobs/pages-stage.js.0420e338c0d74076.br" if_empty(0)
};
static const unsigned char raw_26[] = {
#embed "blobs/pages-submit.js.a95424453019977d.raw" if_empty(0)
};
static const unsigned char gz_26[] = {
#embed "blobs/pages-submit.js.a95424453019977d.gz" if_empty(0)
};
static const unsigned char br_26[] = {
#embed "blobs/pages-submit.js.a95424453019977d.br" if_empty(0)
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
#embed "blobs/style-people.css.a905c08a8f155829.raw" if_empty(0)
};
static const unsigned char gz_29[] = {
#embed "blobs/style-people.css.a905c08a8f155829.gz" if_empty(0)
};
static const unsigned char br_29[] = {
#embed "blobs/style-people.css.a905c08a8f155829.br" if_empty(0)
};
static const unsigned char members[] = {
#embed "blobs/members.fd6eedf2d5ed4592.jsonl" if_empty(0)
};

static const towow_asset assets[] = {
  { "app.js", "/assets/app.1b717f9781b49c69.js", "text/javascript; charset=utf-8", "\"1b717f9781b49c69\"", raw_0, 7886, gz_0, 3092, br_0, 2692 },
  { "boot.js", "/assets/boot.1cdb3ec5201a8182.js", "text/javascript; charset=utf-8", "\"1cdb3ec5201a8182\"", raw_1, 288, gz_1, 181, br_1, 147 },
  { "core/api.js", "/assets/core/api.78db7082094f4a5c.js", "text/javascript; charset=utf-8", "\"78db7082094f4a5c\"", raw_2, 3672, gz_2, 1714, br_2, 1477 },
  { "core/dom.js", "/assets/core/dom.e5cfb5cd7960f67c.js", "text/javascript; charset=utf-8", "\"e5cfb5cd7960f67c\"", raw_3, 4744, gz_3, 2018, br_3, 1797 },
  { "core/format.js", "/assets/core/format.99401a8c8960e76d.js", "text/javascript; charset=utf-8", "\"99401a8c8960e76d\"", raw_4, 2828, gz_4, 1107, br_4, 991 },
  { "core/i18n.js", "/assets/core/i18n.4a78d0036bd52fa7.js", "text/javascript; charset=utf-8", "\"4a78d0036bd52fa7\"", raw_5, 2020, gz_5, 888, br_5, 775 },
  { "core/qr.js", "/assets/core/qr.40d9bbaa5f1d209f.js", "text/javascript; charset=utf-8", "\"40d9bbaa5f1d209f\"", raw_6, 4974, gz_6, 2089, br_6, 1951 },
  { "core/store.js", "/assets/core/store.94df079524eaad13.js", "text/javascript; charset=utf-8", "\"94df079524eaad13\"", raw_7, 1325, gz_7, 479, br_7, 402 },
  { "favicon.svg", "/assets/favicon.2daa56a3992ace77.svg", "image/svg+xml", "\"2daa56a3992ace77\"", raw_8, 375, gz_8, 217, br_8, 196 },
  { "i18n/en.js", "/assets/i18n/en.a1959d084e422a7d.js", "text/javascript; charset=utf-8", "\"a1959d084e422a7d\"", raw_9, 21875, gz_9, 6603, br_9, 5611 },
  { "i18n/zh.js", "/assets/i18n/zh.f63c44ab27b64707.js", "text/javascript; charset=utf-8", "\"f63c44ab27b64707\"", raw_10, 21197, gz_10, 7147, br_10, 5894 },
  { "index.html", "/", "text/html; charset=utf-8", "\"ee73fd7b89d7ddce\"", raw_11, 1485, gz_11, 702, br_11, 502 },
  { "live/markdown.js", "/assets/live/markdown.2708b46a6b661cdc.js", "text/javascript; charset=utf-8", "\"2708b46a6b661cdc\"", raw_12, 3623, gz_12, 1528, br_12, 1307 },
  { "live/network.js", "/assets/live/network.e008811b41218b5e.js", "text/javascript; charset=utf-8", "\"e008811b41218b5e\"", raw_13, 15117, gz_13, 5443, br_13, 4898 },
  { "live/outcome.js", "/assets/live/outcome.26a1e09ed81bcd26.js", "text/javascript; charset=utf-8", "\"26a1e09ed81bcd26\"", raw_14, 6418, gz_14, 2283, br_14, 2025 },
  { "live/proposal.js", "/assets/live/proposal.e1a2e3bbf63043f3.js", "text/javascript; charset=utf-8", "\"e1a2e3bbf63043f3\"", raw_15, 10494, gz_15, 3403, br_15, 3011 },
  { "live/reducer.js", "/assets/live/reducer.5c26325b3880173b.js", "text/javascript; charset=utf-8", "\"5c26325b3880173b\"", raw_16, 17209, gz_16, 5021, br_16, 4527 },
  { "live/stream.js", "/assets/live/stream.172a794160f36f42.js", "text/javascript; charset=utf-8", "\"172a794160f36f42\"", raw_17, 11590, gz_17, 3469, br_17, 3132 },
  { "live/timeline.js", "/assets/live/timeline.e702c08dd3a02996.js", "text/javascript; charset=utf-8", "\"e702c08dd3a02996\"", raw_18, 10018, gz_18, 3724, br_18, 3323 },
  { "manifest.webmanifest", "/assets/manifest.86d07bc16e081d55.webmanifest", "application/manifest+json", "\"86d07bc16e081d55\"", raw_19, 260, gz_19, 192, br_19, 159 },
  { "pages/agents.js", "/assets/pages/agents.4eee36c15fc7ddb1.js", "text/javascript; charset=utf-8", "\"4eee36c15fc7ddb1\"", raw_20, 9014, gz_20, 3159, br_20, 2801 },
  { "pages/inbox.js", "/assets/pages/inbox.15f1aae6e8b4cdba.js", "text/javascript; charset=utf-8", "\"15f1aae6e8b4cdba\"", raw_21, 27769, gz_21, 9960, br_21, 8612 },
  { "pages/join.js", "/assets/pages/join.2aaf7b51e8fb9aa6.js", "text/javascript; charset=utf-8", "\"2aaf7b51e8fb9aa6\"", raw_22, 20849, gz_22, 7713, br_22, 6534 },
  { "pages/negotiation.js", "/assets/pages/negotiation.3af20b77aab86bf1.js", "text/javascript; charset=utf-8", "\"3af20b77aab86bf1\"", raw_23, 18027, gz_23, 6123, br_23, 5499 },
  { "pages/profile.js", "/assets/pages/profile.00ff9ce101085607.js", "text/javascript; charset=utf-8", "\"00ff9ce101085607\"", raw_24, 5455, gz_24, 2004, br_24, 1786 },
  { "pages/stage.js", "/assets/pages/stage.0420e338c0d74076.js", "text/javascript; charset=utf-8", "\"0420e338c0d74076\"", raw_25, 3571, gz_25, 1579, br_25, 1390 },
  { "pages/submit.js", "/assets/pages/submit.a95424453019977d.js", "text/javascript; charset=utf-8", "\"a95424453019977d\"", raw_26, 5510, gz_26, 2263, br_26, 1974 },
  { "style/base.css", "/assets/style/base.b62dbdc071567643.css", "text/css; charset=utf-8", "\"b62dbdc071567643\"", raw_27, 14072, gz_27, 4164, br_27, 3623 },
  { "style/live.css", "/assets/style/live.031ede42bc5e28c0.css", "text/css; charset=utf-8", "\"031ede42bc5e28c0\"", raw_28, 15341, gz_28, 4282, br_28, 3752 },
  { "style/people.css", "/assets/style/people.a905c08a8f155829.css", "text/css; charset=utf-8", "\"a905c08a8f155829\"", raw_29, 3505, gz_29, 1238, br_29, 1028 },
};

size_t towow_asset_count(void) { return sizeof assets / sizeof assets[0]; }

const towow_asset *towow_asset_at(size_t index) {
  return index < towow_asset_count() ? &assets[index] : NULL;
}

const unsigned char *towow_bundled_members(size_t *count_of_bytes) {
  *count_of_bytes = 163311;
  return members;
}
