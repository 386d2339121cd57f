// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/observation/action_unit.h"
#include "kizashi/observation/face_observation.h"

namespace kizashi::pipeline {

/// A picture in the caller's memory, upright, one byte each for red, green and blue.
struct RgbPicture {
  const std::uint8_t* bytes = nullptr;
  int width_px = 0;
  int height_px = 0;
  std::size_t row_bytes = 0;  ///< from the start of a row to that of the next; 0: rows follow each other without a gap
};

struct FrameMeasurerOptions {
  std::vector<std::filesystem::path> model_folders;         ///< empty: KIZASHI_MODELS, or those beside the program
  std::optional<std::filesystem::path> model_cache_folder;  ///< where compiled models are kept; nothing keeps none
  std::optional<double> focal_length_px;                    ///< nothing: OpenFace's default, 500 (w/640 + h/480)/2
  std::string action_unit_map = "default";                  ///< a map that the program ships, or a file
};

/// The largest face of one picture.
struct MeasuredFace {
  observation::FaceObservation face;  ///< points, pose, gaze, quality and evidence
  /// Counted from what most faces show at rest: one picture says nothing of how this person rests. A face that is
  /// built otherwise reads as moved.
  observation::ActionUnitStates action_units;
};

/// Measures pictures one at a time, as `kizashi measure --baseline none` measures the frames of a clip. For one thread.
class FrameMeasurer {
 public:
  /// Loads models and map. Fails with missing_model, wrong_checksum or unusable_model, and as
  /// load_action_unit_map() does.
  static base::Result<FrameMeasurer> open(const FrameMeasurerOptions& options = {});

  FrameMeasurer(FrameMeasurer&&) noexcept;
  FrameMeasurer& operator=(FrameMeasurer&&) noexcept;
  ~FrameMeasurer();

  /// The next picture of a recording: the face is followed from those before it. Nothing where no face is found. The
  /// picture is read during the call alone.
  std::optional<MeasuredFace> measure(const RgbPicture& picture);

  /// Forgets the pictures so far: the next one is the first of another recording, or stands alone.
  void restart();

 private:
  class Impl;
  explicit FrameMeasurer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace kizashi::pipeline
