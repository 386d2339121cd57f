// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/study/measurement.h"

namespace kizashi::study {

struct Participant;

/// A text in the program's languages.
struct Text {
  std::string en;
  std::string ja;
};

/// One rating item.
struct RatingItem {
  enum class Valence { positive, negative, neutral };
  std::string id;  ///< `friendly`
  Text label;
  Valence valence = Valence::neutral;
};

struct RatingScale {
  double lowest = 1.0;
  double highest = 7.0;
  std::optional<double> step = 1.0;  ///< nothing: any value between
  Text lowest_label;
  Text highest_label;
};

/// Whoever scores within [low, high] on the grouping instrument belongs to the group.
struct Group {
  std::string id;  ///< `std`, `healthy`
  Text label;
  int low = 0;
  int high = 0;
};

/// One way to cut the score; the first is the protocol's own, the others are for the specification curve.
struct Grouping {
  std::string id;             ///< `paper`
  std::vector<Group> groups;  ///< two: differences are first less second
};

/// The set of tests a q value is corrected over; design/interfaces.md's analyses by name.
struct Family {
  std::string id;                     ///< `action_units`
  std::vector<std::string> analyses;  ///< `au.group_welch`
};

enum class Baseline { none, clip, running };  ///< a recorded neutral clip of the person takes its place
std::string_view word_of(Baseline baseline);
std::optional<Baseline> baseline_of(std::string_view word);

/// What a study asks, of whom, and how it is analysed: data, not code. data/protocols/sugimori2025.json is one;
/// docs/schemas/protocol.schema.json describes all.
struct Protocol {
  std::string id;  ///< `sugimori2025`
  std::string version;
  Text title;
  std::string citation;
  std::vector<RatingItem> items;
  RatingScale scale;
  std::string instrument;  ///< id of the one that makes groups
  std::vector<Grouping> groupings;
  std::vector<Family> families;
  double smallest_effect_d = 0.5;  ///< of interest, standardised
  double alpha = 0.05;
  Baseline baseline = Baseline::clip;
  Segment segment = Segment::whole;
  std::string summary = "mean";
  double clip_duration_s = 10.0;  ///< asked for
  std::string note;               ///< for readers, such as what is not known of the original; may be empty
};

/// A protocol and the text it came from.
struct ProtocolDocument {
  Protocol protocol;
  std::string canonical;  ///< the same content on one line whatever its layout was
  std::string sha256;     ///< of `canonical`: the plan's hash
};

/// Reads a protocol; `name` is what messages call it. Fails with invalid_document and every mistake's place.
base::Result<ProtocolDocument> parse_protocol(std::string_view text, std::string_view name);

struct BuiltInProtocol {
  std::string_view name;
  std::string_view text;
};
const std::vector<BuiltInProtocol>& built_in_protocols();
inline constexpr std::string_view default_protocol = "sugimori2025";

const RatingItem* find_item(const Protocol& protocol, std::string_view id);
/// Why a rating cannot be on the scale, or nothing.
std::optional<std::string> why_not_on_scale(const RatingScale& scale, double rating);
/// The person's total of the protocol's instrument, or nothing.
std::optional<int> grouping_score(const Protocol& protocol, const Participant& participant);
/// The group of a score under a grouping, or nothing: in neither.
const Group* group_of(const Grouping& grouping, int score);

}  // namespace kizashi::study
