// SPDX-License-Identifier: Apache-2.0
#include "kizashi/series/predicted_units.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "kizashi/base/check.h"
#include "kizashi/math/histogram_quantile.h"

namespace kizashi::series {

namespace {

using observation::UnitPredictor;

/// OpenFace keeps the features of so many measured frames to score them anew at the end of a clip.
constexpr std::int64_t frames_scored_again = 3000;

/// Neighbours on either side that an intensity, or a presence, is averaged with.
constexpr std::ptrdiff_t intensity_reach = 1;
constexpr std::ptrdiff_t presence_reach = 3;

/// The zero of a clip that is still running: this quantile of the scores so far, known from so many frames on.
constexpr math::HistogramRange running_scores{-3.0, 5.0, 200};
constexpr double running_rest_share = 0.1;
constexpr std::int64_t least_running_frames = 10;

float within_limits(double intensity) { return static_cast<float>(std::clamp(intensity, 0.0, full_intensity)); }

/// Centred means over 2 * reach + 1 frames; frames too close to either end stay as they are.
std::vector<float> averaged(const std::vector<float>& values, std::ptrdiff_t reach) {
  std::vector<float> means = values;
  for (auto frame = values.begin() + std::min(reach, std::ssize(values)); values.end() - frame > reach; ++frame) {
    double sum = 0.0;
    for (auto neighbour = frame - reach; neighbour <= frame + reach; ++neighbour)
      sum += static_cast<double>(*neighbour);
    means[static_cast<std::size_t>(frame - values.begin())] =
        static_cast<float>(sum / static_cast<double>(2 * reach + 1));
  }
  return means;
}

/// One predictor over the frames of a clip: scores, which finish() turns into intensities or into presences, 0 or 1.
struct Course {
  explicit Course(const UnitPredictor& of) : predictor(of) {}

  [[nodiscard]] bool is_known_from(const Evidence& evidence) const {
    return evidence.at(predictor.score_column_idx) &&
           (!predictor.person_column_idx || evidence.at(*predictor.person_column_idx));
  }
  [[nodiscard]] double score(const Evidence& evidence) const { return *evidence.at(predictor.score_column_idx); }
  [[nodiscard]] double person_part(const Evidence& evidence) const {
    return predictor.person_column_idx ? *evidence.at(*predictor.person_column_idx) : 0.0;
  }

  UnitPredictor predictor;
  std::vector<float> values;
  double last_person_part = 0.0;
};

/// The quantile of a person's own scores that counts as rest.
double rest_level(const Course& course, const std::vector<bool>& is_measured) {
  if (!course.predictor.rest_share) return 0.0;
  std::vector<float> scores;
  for (std::size_t i = 0; i < is_measured.size(); ++i) {
    if (is_measured[i]) scores.push_back(course.values[i]);
  }
  if (scores.empty()) return 0.0;
  const double rank = std::floor(static_cast<double>(scores.size()) * *course.predictor.rest_share);
  const auto place = scores.begin() + std::min(static_cast<std::ptrdiff_t>(rank), std::ssize(scores) - 1);
  std::nth_element(scores.begin(), place, scores.end());
  return static_cast<double>(*place);
}

}  // namespace

class PredictedUnits::Impl {
 public:
  Impl(const observation::UnitPredictors& predictors, Mode mode)
      : mode_(mode),
        intensities_(predictors.intensities.begin(), predictors.intensities.end()),
        presences_(predictors.presences.begin(), predictors.presences.end()),
        running_(mode == Mode::running ? intensities_.size() : 0, math::HistogramQuantile(running_scores)) {}

  void add(const Evidence* evidence) {
    KIZASHI_CHECK(!is_finished_, "frames come before the end");
    const bool is_measured = evidence != nullptr && is_known_from(*evidence);
    is_measured_.push_back(is_measured);
    if (is_measured) ++measured_;
    for (std::size_t i = 0; i < intensities_.size(); ++i) {
      const double score = is_measured ? first_score(intensities_[i], *evidence) : 0.0;
      const bool is_running = mode_ == Mode::running && is_measured;
      intensities_[i].values.push_back(is_running ? running_intensity(i, score) : static_cast<float>(score));
    }
    for (Course& course : presences_) {
      course.values.push_back(is_measured ? static_cast<float>(first_score(course, *evidence)) : 0.0F);
    }
  }

  void finish() {
    KIZASHI_CHECK(!is_finished_, "a clip ends once");
    is_finished_ = true;
    for (Course& course : intensities_) finish_intensity(course);
    for (Course& course : presences_) finish_presence(course);
  }

  [[nodiscard]] observation::ActionUnitStates states(std::int64_t frame_idx) const {
    KIZASHI_CHECK(is_finished_, "states are known at the end");
    const auto frame = static_cast<std::size_t>(frame_idx);
    observation::ActionUnitStates states;
    if (!is_measured_.at(frame)) return states;
    for (const Course& course : intensities_) {
      state_of(course, states).intensity = static_cast<double>(course.values[frame]);
    }
    for (const Course& course : presences_) state_of(course, states).is_present = course.values[frame] >= 0.5F;
    return states;
  }

 private:
  static observation::ActionUnitState& state_of(const Course& course, observation::ActionUnitStates& states) {
    auto& state = states.at(index_of(course.predictor.unit));
    return state ? *state : state.emplace();
  }

  [[nodiscard]] bool is_known_from(const Evidence& evidence) const {
    const auto is_known = [&](const Course& course) { return course.is_known_from(evidence); };
    return std::all_of(intensities_.begin(), intensities_.end(), is_known) &&
           std::all_of(presences_.begin(), presences_.end(), is_known);
  }

  /// The score as far as it can be known when its frame comes.
  double first_score(Course& course, const Evidence& evidence) const {
    course.last_person_part = course.person_part(evidence);
    const bool is_scored_again = mode_ == Mode::clip && measured_ <= frames_scored_again;
    return course.score(evidence) - (is_scored_again ? 0.0 : course.last_person_part);
  }

  float running_intensity(std::size_t course, double score) {
    math::HistogramQuantile& so_far = running_[course];
    so_far.add(score);
    if (so_far.count() < least_running_frames) return within_limits(score);
    return within_limits(score - so_far.quantile(running_rest_share).value());
  }

  void score_again(Course& course) const {
    std::int64_t scored = 0;
    for (std::size_t i = 0; i < is_measured_.size() && scored < frames_scored_again; ++i) {
      if (!is_measured_[i]) continue;
      course.values[i] = static_cast<float>(static_cast<double>(course.values[i]) - course.last_person_part);
      ++scored;
    }
  }

  // A frame in which nothing was measured counts as 0 for its neighbours, of intensity and of presence.
  template <typename ValueOfScore>
  void replace_scores(Course& course, ValueOfScore value_of_score) const {
    for (std::size_t i = 0; i < is_measured_.size(); ++i) {
      course.values[i] = is_measured_[i] ? value_of_score(course.values[i]) : 0.0F;
    }
  }

  void finish_intensity(Course& course) const {
    if (mode_ == Mode::running) return;
    score_again(course);
    const double rest = rest_level(course, is_measured_);
    replace_scores(course, [&](float score) { return within_limits(static_cast<double>(score) - rest); });
    course.values = averaged(course.values, intensity_reach);
  }

  void finish_presence(Course& course) const {
    if (mode_ == Mode::clip) score_again(course);
    const bool positive_is_present = course.predictor.positive_is_present;
    replace_scores(course, [&](float score) { return (score > 0.0F) == positive_is_present ? 1.0F : 0.0F; });
    if (mode_ == Mode::clip) course.values = averaged(course.values, presence_reach);
  }

  Mode mode_;
  std::vector<Course> intensities_;
  std::vector<Course> presences_;
  std::vector<math::HistogramQuantile> running_;  ///< by intensity; empty in other modes
  std::vector<bool> is_measured_;
  std::int64_t measured_ = 0;
  bool is_finished_ = false;
};

PredictedUnits::PredictedUnits(const observation::UnitPredictors& predictors, Mode mode)
    : impl_(std::make_unique<Impl>(predictors, mode)) {}
PredictedUnits::~PredictedUnits() = default;
PredictedUnits::PredictedUnits(PredictedUnits&&) noexcept = default;
PredictedUnits& PredictedUnits::operator=(PredictedUnits&&) noexcept = default;

void PredictedUnits::add(const Evidence* evidence) { impl_->add(evidence); }
void PredictedUnits::finish() { impl_->finish(); }
observation::ActionUnitStates PredictedUnits::states(std::int64_t frame_idx) const { return impl_->states(frame_idx); }

}  // namespace kizashi::series
