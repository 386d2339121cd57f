// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/model_files/predictor_file.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "kizashi/face/openface/model_files/byte_reader.h"

namespace kizashi::face::openface {

namespace {

// The numbers by which the file names its kind.
constexpr std::int32_t static_intensity = 0;
constexpr std::int32_t dynamic_intensity = 1;
constexpr std::int32_t static_presence = 4;
constexpr std::int32_t dynamic_presence = 5;

constexpr double no_cutoff = -1.0;

std::int32_t read_kind(ByteReader& reader) {
  const std::int32_t kind = reader.integer("the predictor's type");
  if (kind != static_intensity && kind != dynamic_intensity && kind != static_presence && kind != dynamic_presence) {
    reader.refuse(fmt::format("the predictor's type is {}, must be 0, 1, 4 or 5", kind));
  }
  return kind;
}

std::optional<double> read_cutoff(ByteReader& reader) {
  const double cutoff = reader.number("the cutoff");
  if (cutoff == no_cutoff) return std::nullopt;
  if (cutoff < 0.0 || cutoff > 1.0) reader.refuse(fmt::format("the cutoff is {}, must be 0 to 1, or -1", cutoff));
  return cutoff;
}

bool read_positive_is_present(ByteReader& reader) {
  const double positive = reader.number("the class of positive values");
  const double negative = reader.number("the class of negative values");
  const bool is_present = positive == 1.0 && negative == 0.0;
  const bool is_absent = positive == 0.0 && negative == 1.0;
  if (!is_present && !is_absent) {
    reader.refuse(fmt::format("the classes are {} and {}, must be 0 and 1", positive, negative));
  }
  return is_present;
}

}  // namespace

base::Result<PredictorFile> parse_predictor(std::string_view bytes, const std::string& file, int feature_count) {
  ByteReader reader(bytes, file);
  PredictorFile content;
  Predictor& predictor = content.predictor;
  const std::int32_t kind = read_kind(reader);
  content.is_presence = kind == static_presence || kind == dynamic_presence;
  predictor.is_dynamic = kind == dynamic_intensity || kind == dynamic_presence;
  if (kind == dynamic_intensity) predictor.cutoff = read_cutoff(reader);
  content.means = reader.row<double>("the features' means", feature_count);
  predictor.weights = reader.column<double>("the features' weights", feature_count);
  predictor.bias = reader.number("the bias");
  if (content.is_presence) predictor.positive_is_present = read_positive_is_present(reader);
  return reader.finish(std::move(content));
}

}  // namespace kizashi::face::openface
