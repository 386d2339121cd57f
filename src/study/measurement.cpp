// SPDX-License-Identifier: Apache-2.0
#include "kizashi/study/measurement.h"

#include "kizashi/study/words.h"

namespace kizashi::study {

namespace {

constexpr Words<Measure, 2> measures{{"presence", "intensity"}};
constexpr Words<Segment, 3> segments{{"whole", "speaking", "silent"}};
constexpr Words<Origin, 4> origins{{"measured", "openface-csv", "other-tool", "values"}};

}  // namespace

std::string_view word_of(Measure measure) { return measures.of(measure); }
std::optional<Measure> measure_of(std::string_view word) { return measures.value_of(word); }
std::string_view word_of(Segment segment) { return segments.of(segment); }
std::optional<Segment> segment_of(std::string_view word) { return segments.value_of(word); }
std::string_view word_of(Origin origin) { return origins.of(origin); }
std::optional<Origin> origin_of(std::string_view word) { return origins.value_of(word); }

}  // namespace kizashi::study
