// SPDX-License-Identifier: Apache-2.0
// Whether the networks give what MediaPipe's own program gives: tests/reference/mediapipe holds its values on two
// clips.
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
#include "kizashi/face/crop.h"
#include "kizashi/face/mesh/blendshapes.h"
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
constexpr double most_mean_lag_distance_px = 0.5;

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
    auto networks = load_mesh_networks(runtime_, store_);
    ASSERT_TRUE(networks.ok()) << networks.error().message;
    networks_.emplace(*std::move(networks));
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
  std::optional<MeshNetworks> networks_;
};

/// The networks one after the other, without an engine around them.
class Networks {
 public:
  explicit Networks(const MeshNetworks& networks)
      : detector_(networks.detector.make_session()),
        landmarker_(networks.landmarks.make_session()),
        blendshapes_(networks.blendshapes.make_session()) {}

  MeshPoints points_in(const cv::Mat& rgb, const FaceRegion& region) {
    return landmarker_.find(crop_region(rgb, region, landmarker_side_px, Border::replicated), region).points_px;
  }

  /// Throws where no face is detected: the reference has one in every frame.
  MeshPoints detected_points(const cv::Mat& rgb) { return points_in(rgb, region_of(detector_.detect(rgb).at(0))); }

  Blendshapes blendshapes(const MeshPoints& points_px) { return blendshapes_.estimate(points_px); }

 private:
  Detector detector_;
  Landmarker landmarker_;
  BlendshapeEstimator blendshapes_;
};

/// A face followed through a clip: its region comes from its points of `lag` frames before.
class Followed {
 public:
  Followed(Networks& networks, int lag) : networks_(networks), lag_(static_cast<std::size_t>(lag)) {}

  MeshPoints look(const cv::Mat& rgb) {
    FaceRegion region;
    if (regions_.size() < lag_) {
      region = region_of(networks_.detected_points(rgb));
    } else {
      region = regions_.front();
      regions_.pop_front();
    }
    const MeshPoints points_px = networks_.points_in(rgb, region);
    regions_.push_back(region_of(points_px));
    return points_px;
  }

 private:
  Networks& networks_;
  std::size_t lag_;
  std::deque<FaceRegion> regions_;
};

/// A clip seen by the engine, each frame knowing the faces of exactly lag_frames() before it.
class EngineLoop {
 public:
  explicit EngineLoop(const Engine& engine)
      : worker_(engine.make_worker()), tracker_({}), lag_(static_cast<std::size_t>(engine.lag_frames())) {}

  std::vector<FoundFace> look(const media::Frame& frame) {
    if (waiting_.size() == lag_) {
      tracker_.commit(waiting_.front().label, std::move(waiting_.front().found));
      waiting_.pop_front();
    }
    waiting_.push_back({{frame.frame_idx, frame.timestamp_s, {}}, worker_->look(frame, tracker_.state()).faces});
    return waiting_.back().found;
  }

 private:
  struct Waiting {
    media::Frame label;  ///< number and time alone
    std::vector<FoundFace> found;
  };

  std::unique_ptr<Worker> worker_;
  Tracker tracker_;
  std::size_t lag_;
  std::deque<Waiting> waiting_;
};

void add_distances(const MeshPoints& a, const MeshPoints& b, Spread& distance_px) {
  for (std::size_t i = 0; i < mesh_point_count; ++i) distance_px.add((a.at(i) - b.at(i)).head<2>().norm());
}

void add_distances(const observation::FacePoints& a, const observation::FacePoints& b, Spread& distance_px) {
  for (std::size_t i = 0; i < observation::point_count; ++i) distance_px.add((a.at(i) - b.at(i)).norm());
}

TEST_P(AgainstMediaPipe, ADetectedFaceHasItsPointsAndBlendshapes) {
  Networks networks(*networks_);
  Spread distance_px;
  Spread depth_difference_px;
  Spread blendshape_difference;
  while (const auto frame = next_frame()) {
    const ReferenceFrame* expected = reference_of(*frame);
    if (expected == nullptr) continue;
    const MeshPoints points_px = networks.detected_points(frame->rgb);
    add_distances(points_px, expected->points_px, distance_px);
    for (std::size_t i = 0; i < mesh_point_count; ++i) {
      depth_difference_px.add(std::abs(points_px.at(i).z() - expected->points_px.at(i).z()));
    }
    const Blendshapes blendshapes = networks.blendshapes(points_px);
    for (std::size_t i = 0; i < blendshape_count; ++i) {
      blendshape_difference.add(std::abs(blendshapes.at(i) - expected->blendshapes.at(i)));
    }
  }
  report("detected every frame, landmark difference in px", distance_px);
  report("detected every frame, depth difference in px", depth_difference_px);
  report("detected every frame, blendshape difference", blendshape_difference);
  EXPECT_EQ(distance_px.count(), reference_.frames.size() * mesh_point_count);
  EXPECT_LE(distance_px.mean(), most_mean_distance_px);
  EXPECT_LE(blendshape_difference.largest(), most_blendshape_difference);
}

/// MediaPipe follows a face by the frame just before; the engine by one further back, to work on several at once.
TEST_P(AgainstMediaPipe, TheRegionsLagMovesThePointsByLessThanHalfAPixel) {
  const auto engine = make_mesh_engine(runtime_, store_, {});
  ASSERT_TRUE(engine.ok()) << engine.error().message;
  EngineLoop loop(**engine);
  Networks networks(*networks_);
  Followed lagged(networks, (*engine)->lag_frames());
  Followed by_the_frame_before(networks, 1);
  Spread distance_px;
  Spread engine_distance_px;
  Spread distance_to_detected_px;
  while (const auto frame = next_frame()) {
    const auto found = loop.look(*frame);
    const MeshPoints points_px = lagged.look(frame->rgb);
    add_distances(points_px, by_the_frame_before.look(frame->rgb), distance_px);
    ASSERT_EQ(found.size(), 1U) << "frame " << frame->frame_idx;
    add_distances(found[0].observation.points_px, ibug_points(points_px), engine_distance_px);
    const ReferenceFrame* still = reference_of(*frame);
    if (still != nullptr) add_distances(points_px, still->points_px, distance_to_detected_px);
  }
  report(
      fmt::format("followed by {} frames before against 1 before, landmark difference in px", (*engine)->lag_frames()),
      distance_px);
  report("followed against MediaPipe's detected in every frame, landmark difference in px", distance_to_detected_px);
  EXPECT_GT(distance_px.count(), 0U);
  EXPECT_LE(distance_px.mean(), most_mean_lag_distance_px);
  EXPECT_EQ(engine_distance_px.largest(), 0.0) << "the engine does not follow as this test believes";
}

INSTANTIATE_TEST_SUITE_P(Clip, AgainstMediaPipe, testing::Values(1, 2));

}  // namespace
}  // namespace kizashi::face::mesh
