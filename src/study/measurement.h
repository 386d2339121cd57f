// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kizashi/study/clip.h"

namespace kizashi::study {

enum class Measure { presence, intensity };
std::string_view word_of(Measure measure);
std::optional<Measure> measure_of(std::string_view word);

enum class Segment { whole, speaking, silent };
std::string_view word_of(Segment segment);
std::optional<Segment> segment_of(std::string_view word);

/// One number about one action unit: the mean intensity (0 to 5), or the share of frames in which it is present (0 to
/// 1).
struct UnitValue {
  std::string unit;  ///< `AU01`
  Measure measure = Measure::presence;
  Segment segment = Segment::whole;
  double value = 0.0;
  std::optional<std::int64_t> frames;  ///< that it rests on, where known
  bool operator==(const UnitValue&) const = default;
};

/// How a measurement came into the study.
enum class Origin {
  measured,      ///< by this program, from a clip: sidecar, STEM.csv and STEM.measures.csv
  openface_csv,  ///< a CSV of OpenFace 1, 2.0 or 2.2, kept as it was
  other_tool,    ///< per-frame table of another tool, read by a column map and kept as it was
  values,        ///< numbers for each person, from a tidy file
};
std::string_view word_of(Origin origin);
std::optional<Origin> origin_of(std::string_view word);

/// A measurement without its tables. A key has one current measurement of each origin, and of each other tool; an older
/// one is kept beside it.
struct Measurement {
  ClipKey key;
  Origin origin = Origin::measured;
  /// JSON on one line. Of `measured`: the sidecar's `provenance`. Else the tool and the checksum of what was read.
  std::string provenance;
  std::optional<std::string> sidecar;  ///< of `measured`: STEM.json as `kizashi measure` writes it
  std::vector<UnitValue> values;       ///< by unit, measure, segment; an unknown value is not in the list
  std::optional<std::string> tool{};   ///< of `other_tool`, and only of it: what its column map calls it
};

}  // namespace kizashi::study
