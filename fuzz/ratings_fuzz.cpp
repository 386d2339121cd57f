// SPDX-License-Identifier: Apache-2.0
// No text breaks the reader of ratings.csv; what it takes in, it takes in again when it is written, and every rating is
// one of the protocol.
#include "kizashi/table/ratings_csv.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "kizashi/base/check.h"
#include "kizashi/study/protocol.h"
#include "kizashi/table/study_writers.h"
#include "study_rows.h"

namespace {

using kizashi::study::Rating;

const kizashi::study::Protocol& protocol() {
  static const auto document =
      *kizashi::study::parse_protocol(kizashi::study::built_in_protocols().front().text, "protocol");
  return document.protocol;
}

kizashi::base::Status write_ratings(const kizashi::table::Sink& sink, const std::vector<Rating>& ratings) {
  kizashi::table::RatingsWriter writer(sink);
  for (const Rating& rating : ratings) {
    KIZASHI_CHECK(kizashi::study::find_item(protocol(), rating.item) != nullptr, "an item of the protocol");
    KIZASHI_CHECK(!kizashi::study::why_not_on_scale(protocol().scale, rating.rating), "a number of the scale");
    if (auto status = writer.write(rating); !status.ok()) return status;
  }
  return writer.finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using kizashi::table::RatingsReader;
  const auto open = [](std::string text) { return RatingsReader::of_text(std::move(text), "fuzz", protocol()); };
  kizashi::fuzz::check_rows<Rating, RatingsReader>(std::string(data, data + size), open, write_ratings);
  return 0;
}
