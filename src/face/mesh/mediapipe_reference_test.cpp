// SPDX-License-Identifier: Apache-2.0
// The networks run as MediaPipe's own program runs them: tests/reference/mediapipe holds its values on two clips.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <iostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kizashi/base/hash.h"
#include "kizashi/document/field.h"
#include "kizashi/document/value.h"
#include "kizashi/face/mesh/blendshapes.h"
#include "kizashi/face/mesh/crop.h"
#include "kizashi/face/mesh/detector.h"
#include "kizashi/face/mesh/ibug_points.h"
#include "kizashi/face/mesh/landmarker.h"
#include "kizashi/face/mesh/mesh_engine.h"
#include "kizashi/face/mesh/test_models.h"
#include "kizashi/face/tracker.h"
#include "kizashi/media/video_reader.h"

namespace kizashi::face::mesh {
namespace {

namespace fs = std::filesystem;

constexpr double most_mean_distance_px = 0.05;
constexpr double most_blendshape_difference = 0.01;
constexpr double most_mean_lagged_distance_px = 0.5;

struct ReferenceFrame {
  std::int64_t frame_idx = 0;
  std::string rgb_sha256;
  MeshPoints points_px;
  Blendshapes blendshapes{};
};

struct Reference {
  std::string clip_sha256;
  std::vector<ReferenceFrame> frames;
};

void read_points(const document::Field& field, MeshPoints& points_px) {
  constexpr std::array<std::string_view, 3> names{"x_px", "y_px", "z_px"};
  for (std::size_t axis = 0; axis < names.size(); ++axis) {
    const auto values = field[names.at(axis)].items();
    ASSERT_EQ(values.size(), points_px.size());
    for (std::size_t i = 0; i < points_px.size(); ++i) {
      points_px.at(i)[static_cast<Eigen::Index>(axis)] = static_cast<float>(values[i].number());
    }
  }
}

ReferenceFrame read_frame(const document::Field& field) {
  ReferenceFrame frame{field["frame_idx"].integer(), field["rgb_sha256"].text(), {}, {}};
  read_points(field, frame.points_px);
  const auto values = field["blendshapes"].items();
  EXPECT_EQ(values.size(), frame.blendshapes.size());
  for (std::size_t i = 0; i < std::min(values.size(), frame.blendshapes.size()); ++i) {
    frame.blendshapes.at(i) = static_cast<float>(values[i].number());
  }
  return frame;
}

Reference read_reference(const fs::path& path) {
  const auto value = document::read_file(path.string());
  EXPECT_TRUE(value.ok()) << value.error().message;
  if (!value.ok()) return {};
  document::Mistakes mistakes(path.string());
  const document::Field root(*value, mistakes);
  Reference reference{root["clip_sha256"].text(), {}};
  for (const document::Field& frame : root["frames"].items()) reference.frames.push_back(read_frame(frame));
  EXPECT_TRUE(mistakes.status().ok()) << mistakes.status().error().message;
  return reference;
}

/// The project's root, as ctest says it.
fs::path project() {
  const char* folder = std::getenv("KIZASHI_SOURCE_DIR");
  return folder != nullptr ? folder : ".";
}

fs::path clip_folder() {
  const char* shared = std::getenv("KIZASHI_SHARED");
  return (shared != nullptr ? fs::path(shared) : project() / "../shared") / "data/videos";
}

/// The clip whose bytes have this sha256; an empty path where none has.
fs::path find_clip(const std::string& sha256) {
  std::error_code missing;
  for (const auto& entry : fs::directory_iterator(clip_folder(), missing)) {
    const auto found = base::sha256_of_file(entry.path());
    if (found.ok() && *found == sha256) return entry.path();
  }
  return {};
}

std::string sha256_of_pixels(const cv::Mat& rgb) {
  base::Sha256 hash;
  for (int row = 0; row < rgb.rows; ++row) {
    hash.update(std::as_bytes(std::span(rgb.ptr(row), static_cast<std::size_t>(rgb.cols) * rgb.elemSize())));
  }
  return hash.finish();
}

/// Means and largest values as they come.
class Spread {
 public:
  void add(float value) {
    sum_ += static_cast<double>(value);
    largest_ = std::max(largest_, static_cast<double>(value));
    ++count_;
  }
  [[nodiscard]] double mean() const { return sum_ / static_cast<double>(count_); }
  [[nodiscard]] double largest() const { return largest_; }
  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  double sum_ = 0.0;
  double largest_ = 0.0;
  std::size_t count_ = 0;
};

/// Each reference clip, decoded by the program; skipped where the clip or the models are missing.
class AgainstMediaPipe : public WithModels, public testing::WithParamInterface<int> {
 protected:
  void SetUp() override {
    WithModels::SetUp();
    if (IsSkipped()) return;
    const auto file = fmt::format("tests/reference/mediapipe/clip_{}.json", GetParam());
    reference_ = read_reference(project() / file);
    ASSERT_FALSE(reference_.frames.empty());
    const fs::path clip = find_clip(reference_.clip_sha256);
    if (clip.empty()) GTEST_SKIP() << "no clip with the sha256 of " << file << " in " << clip_folder();
    auto source = media::open_file(clip);
    ASSERT_TRUE(source.ok()) << source.error().message;
    auto reader = media::VideoReader::open(*std::move(source));
    ASSERT_TRUE(reader.ok()) << reader.error().message;
    reader_.emplace(*std::move(reader));
  }

  /// The next frame, nothing at the clip's end.
  std::optional<media::Frame> next_frame() {
    auto frame = reader_->next();
    EXPECT_TRUE(frame.ok()) << frame.error().message;
    return frame.ok() ? *std::move(frame) : std::nullopt;
  }

  /// What MediaPipe made of this frame, if it is one of those kept.
  const ReferenceFrame* reference_of(const media::Frame& frame) {
    for (const ReferenceFrame& one : reference_.frames) {
      if (one.frame_idx != frame.frame_idx) continue;
      EXPECT_EQ(sha256_of_pixels(frame.rgb), one.rgb_sha256)
          << "frame " << frame.frame_idx << ": the decoder gives other pixels than the reference was made from";
      return &one;
    }
    return nullptr;
  }

  static void report(std::string_view name, const Spread& spread) {
    std::cout << fmt::format("clip {}, {}: mean {:.4f}, largest {:.4f}\n", GetParam(), name, spread.mean(),
                             spread.largest());
  }

  infer::Runtime runtime_{infer::RuntimeOptions{}};
  Reference reference_;
  std::optional<media::VideoReader> reader_;
};

/// The networks one after the other, as the engine runs them on a face that it detects.
class DetectedFace {
 public:
  explicit DetectedFace(const MeshNetworks& networks)
      : detector_(networks.detector.make_session()),
        landmarker_(networks.landmarks.make_session()),
        blendshapes_(networks.blendshapes.make_session()) {}

  struct Sight {
    MeshPoints points_px;
    Blendshapes blendshapes;
  };

  std::optional<Sight> look(const cv::Mat& rgb) {
    const auto detections = detector_.detect(rgb);
    if (detections.empty()) return std::nullopt;
    const FaceRegion region = region_of(detections.front());
    const cv::Mat crop = crop_region(rgb, region, landmarker_side_px, Border::replicated);
    const MeshPoints points_px = landmarker_.find(crop, region).points_px;
    return Sight{points_px, blendshapes_.estimate(points_px)};
  }

 private:
  Detector detector_;
  Landmarker landmarker_;
  BlendshapeEstimator blendshapes_;
};

/// A clip seen by the engine, each frame knowing the faces of exactly lag_frames() before it.
class LaggedLoop {
 public:
  explicit LaggedLoop(const Engine& engine)
      : worker_(engine.make_worker()), tracker_({}), lag_(static_cast<std::size_t>(engine.lag_frames())) {}

  std::vector<FoundFace> look(const media::Frame& frame) {
    if (waiting_.size() == lag_) {
      tracker_.commit(waiting_.front().label, std::move(waiting_.front().found));
      waiting_.pop_front();
    }
    waiting_.push_back({{frame.frame_idx, frame.timestamp_s, {}}, worker_->look(frame, tracker_.state())});
    return waiting_.back().found;
  }

 private:
  struct Waiting {
    media::Frame label;
    std::vector<FoundFace> found;
  };

  std::unique_ptr<Worker> worker_;
  Tracker tracker_;
  std::size_t lag_;
  std::deque<Waiting> waiting_;
};

TEST_P(AgainstMediaPipe, ADetectedFaceHasItsPointsAndBlendshapes) {
  const auto networks = load_mesh_networks(runtime_, store_);
  ASSERT_TRUE(networks.ok()) << networks.error().message;
  DetectedFace face(*networks);
  Spread distance_px;
  Spread depth_difference_px;
  Spread blendshape_difference;
  while (const auto frame = next_frame()) {
    const ReferenceFrame* expected = reference_of(*frame);
    if (expected == nullptr) continue;
    const auto sight = face.look(frame->rgb);
    ASSERT_TRUE(sight) << "no face in frame " << frame->frame_idx;
    for (std::size_t i = 0; i < mesh_point_count; ++i) {
      const Eigen::Vector3f difference = sight->points_px.at(i) - expected->points_px.at(i);
      distance_px.add(difference.head<2>().norm());
      depth_difference_px.add(std::abs(difference.z()));
    }
    for (std::size_t i = 0; i < blendshape_count; ++i) {
      blendshape_difference.add(std::abs(sight->blendshapes.at(i) - expected->blendshapes.at(i)));
    }
  }
  report("landmark difference, px", distance_px);
  report("depth difference, px", depth_difference_px);
  report("blendshape difference", blendshape_difference);
  EXPECT_EQ(distance_px.count(), reference_.frames.size() * mesh_point_count);
  EXPECT_LE(distance_px.mean(), most_mean_distance_px);
  EXPECT_LE(blendshape_difference.largest(), most_blendshape_difference);
}

/// The engine takes a followed face's region from its points some frames earlier, the reference from detection.
TEST_P(AgainstMediaPipe, AFollowedFaceStaysNearItsPoints) {
  const auto engine = make_mesh_engine(runtime_, store_, {});
  ASSERT_TRUE(engine.ok()) << engine.error().message;
  LaggedLoop loop(**engine);
  Spread distance_px;
  while (const auto frame = next_frame()) {
    const auto found = loop.look(*frame);
    const ReferenceFrame* expected = reference_of(*frame);
    if (expected == nullptr) continue;
    ASSERT_EQ(found.size(), 1U) << "frame " << frame->frame_idx;
    const auto expected_points_px = ibug_points(expected->points_px);
    for (std::size_t i = 0; i < observation::point_count; ++i) {
      distance_px.add((found[0].observation.points_px.at(i) - expected_points_px.at(i)).norm());
    }
  }
  report("lagged region: difference of the 68 points, px", distance_px);
  EXPECT_EQ(distance_px.count(), reference_.frames.size() * observation::point_count);
  EXPECT_LE(distance_px.mean(), most_mean_lagged_distance_px);
}

INSTANTIATE_TEST_SUITE_P(Clip, AgainstMediaPipe, testing::Values(1, 2));

}  // namespace
}  // namespace kizashi::face::mesh
