// SPDX-License-Identifier: Apache-2.0
// No text breaks the reader of protocols; what it accepts has two groups apart, a scale that holds its own ends, and is
// its own canonical form.
#include <cstddef>
#include <cstdint>
#include <string>

#include "kizashi/base/check.h"
#include "kizashi/study/protocol.h"

namespace {

void check_protocol(const kizashi::study::Protocol& protocol) {
  const auto& scale = protocol.scale;
  KIZASHI_CHECK(!kizashi::study::why_not_on_scale(scale, scale.lowest), "the lowest rating is on the scale");
  KIZASHI_CHECK(!kizashi::study::why_not_on_scale(scale, scale.highest), "the highest rating is on the scale");
  for (const auto& item : protocol.items) {
    KIZASHI_CHECK(kizashi::study::find_item(protocol, item.id) == &item, "an item's id is its own");
  }
  for (const auto& grouping : protocol.groupings) {
    for (const auto& group : grouping.groups) {
      KIZASHI_CHECK(kizashi::study::group_of(grouping, group.low) == &group, "a score has one group");
      KIZASHI_CHECK(kizashi::study::group_of(grouping, group.high) == &group, "a score has one group");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  const auto document = kizashi::study::parse_protocol(text, "fuzz");
  if (!document.ok()) {
    KIZASHI_CHECK(document.error().code == kizashi::base::ErrorCode::invalid_document, "the one error a text can have");
    return 0;
  }
  check_protocol(document->protocol);
  const auto again = kizashi::study::parse_protocol(document->canonical, "again");
  KIZASHI_CHECK(again.ok() && again->canonical == document->canonical, "a canonical form is its own");
  return 0;
}
