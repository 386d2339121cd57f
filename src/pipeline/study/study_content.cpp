// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/study/study_content.h"

#include <optional>
#include <utility>

namespace kizashi::pipeline {

namespace {

/// Puts what was read into its place, and remembers the first failure.
class Reader {
 public:
  template <typename T>
  void take(base::Result<T> read, T& place) {
    if (read.ok()) {
      place = *std::move(read);
    } else if (!failure_) {
      failure_ = read.error();
    }
  }
  void take(const base::Status& status) {
    if (!status.ok() && !failure_) failure_ = status.error();
  }
  [[nodiscard]] const std::optional<base::Error>& failure() const { return failure_; }

 private:
  std::optional<base::Error> failure_;
};

base::Status read_who_rated(const store::StudyFile& file, StudyContent& content) {
  // Ratings come by rater, so the last one's id spares most look-ups.
  std::string last_rater;
  return file.for_each_rating([&](const study::Rating& rating) -> base::Status {
    if (rating.rater.text() != last_rater) content.who_rated.insert(last_rater = rating.rater.text());
    content.who_was_rated.insert(rating.ratee.text());
    return {};
  });
}

}  // namespace

base::Result<StudyContent> read_content(const store::StudyFile& file) {
  StudyContent content;
  Reader reader;
  reader.take(file.facts(), content.facts);
  reader.take(file.protocol_versions(), content.versions);
  reader.take(file.participants(), content.participants);
  reader.take(file.clips(), content.clips);
  reader.take(file.exclusions(), content.exclusions);
  reader.take(file.measurements(), content.measurements);
  reader.take(file.rating_counts(), content.rating_counts);
  reader.take(read_who_rated(file, content));
  if (reader.failure()) return *reader.failure();
  const auto newest = study::parse_protocol(content.versions.back().canonical, "the study's protocol");
  if (!newest.ok()) return newest.error();
  content.protocol = newest->protocol;
  return content;
}

}  // namespace kizashi::pipeline
