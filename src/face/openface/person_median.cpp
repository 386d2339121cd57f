// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/person_median.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "kizashi/base/check.h"
#include "kizashi/face/openface/appearance.h"

namespace kizashi::face::openface {

namespace {

struct Bins {
  double low = 0.0;
  double high = 1.0;
  int count = 1;
  [[nodiscard]] double width() const { return (high - low) / count; }
};

constexpr Bins hog_bins{-0.005, 1.0, 1000};
constexpr Bins geometry_bins{-60.0, 60.0, 10000};  // mm, and weights of modes

/// Histograms of several features, each with its median's bin, which moves as samples come.
class Histograms {
 public:
  Histograms(Bins bins, int features) : bins_(bins), places_(static_cast<std::size_t>(features)) {}

  /// One sample of each feature.
  void add(const double* values) {
    if (counts_.empty()) counts_.resize(static_cast<std::size_t>(bins_.count) * places_.size());
    ++samples_;
    const double bins_per_unit = bins_.count / (bins_.high - bins_.low);
    const double last_bin = bins_.count - 1.0;
    const auto rank = static_cast<std::uint32_t>((samples_ + 1) / 2);
    std::uint32_t* counts = counts_.data();
    for (Place& place : places_) {
      const double offset = (*values++ - bins_.low) * bins_per_unit;
      const int bin = static_cast<int>(std::min(std::max(0.0, offset), last_bin));
      ++counts[bin];
      if (bin < place.bin) ++place.below;
      move_to(rank, counts, place);
      counts += bins_.count;
    }
  }

  [[nodiscard]] double median(std::size_t feature) const {
    return bins_.low + places_[feature].bin * bins_.width() + 0.5 * bins_.width();
  }

 private:
  struct Place {
    int bin = 0;
    std::uint32_t below = 0;  ///< samples in lower bins
  };

  /// The first bin with `rank` samples up to its end.
  static void move_to(std::uint32_t rank, const std::uint32_t* counts, Place& place) {
    while (place.below >= rank) place.below -= counts[--place.bin];
    while (place.below + counts[place.bin] < rank) place.below += counts[place.bin++];
  }

  Bins bins_;
  std::vector<std::uint32_t> counts_;  ///< feature by feature; empty until there is one, as pictures have none
  std::vector<Place> places_;
  std::int64_t samples_ = 0;
};

}  // namespace

class PersonMedian::Impl {
 public:
  Impl() : hog_(hog_bins, hog_size), geometry_(geometry_bins, geometry_size) { set_median(); }

  void add(const Eigen::VectorXd* features) {
    const bool is_sampled = frames_++ % 2 == 0;
    if (!is_sampled || features == nullptr) return;
    KIZASHI_CHECK(features->size() == feature_count, "all features of a face");
    hog_.add(features->data());
    geometry_.add(features->data() + hog_size);
    if (++samples_ == 1) {
      median_ = *features;
    } else {
      set_median();
    }
  }

  [[nodiscard]] const Eigen::VectorXd& median() const { return median_; }
  [[nodiscard]] std::int64_t samples() const { return samples_; }

 private:
  void set_median() {
    for (int i = 0; i < hog_size; ++i) median_[i] = std::max(hog_.median(static_cast<std::size_t>(i)), 0.0);
    for (int i = 0; i < geometry_size; ++i) median_[hog_size + i] = geometry_.median(static_cast<std::size_t>(i));
  }

  Histograms hog_;
  Histograms geometry_;
  Eigen::VectorXd median_ = Eigen::VectorXd(feature_count);
  std::int64_t frames_ = 0;
  std::int64_t samples_ = 0;
};

PersonMedian::PersonMedian() : impl_(std::make_unique<Impl>()) {}
PersonMedian::~PersonMedian() = default;

void PersonMedian::add(const Eigen::VectorXd* features) { impl_->add(features); }
const Eigen::VectorXd& PersonMedian::median() const { return impl_->median(); }
std::int64_t PersonMedian::samples() const { return impl_->samples(); }

}  // namespace kizashi::face::openface
