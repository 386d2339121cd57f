// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/document/value.h"
#include "kizashi/face/engine.h"
#include "kizashi/pipeline/inputs.h"
#include "kizashi/series/baseline.h"

namespace kizashi::pipeline {

/// Which pictures a clip's overlay video and report show.
enum class OverlayMode {
  none,     ///< no overlay; a report shows the pictures as they are
  plain,    ///< the clip's own pictures, drawn over
  blurred,  ///< the face replaced by its mesh, in the overlay and in the report alike: to be shown to others
};

/// Which engine measures.
enum class EngineChoice {
  mesh,              ///< the program's own: MediaPipe's face mesh
  openface,          ///< OpenFace 2.2 with CLNF landmarks, from the models of a user's folder
  openface_on_mesh,  ///< OpenFace's action units from the mesh's landmarks
};

struct MeasureOptions {
  EngineChoice engine_choice = EngineChoice::mesh;
  std::filesystem::path openface_models;  ///< the folder of OpenFace's models; for its engines
  face::EngineOptions engine;
  series::BaselineMode baseline = series::BaselineMode::clip;
  std::filesystem::path neutral_recording;  ///< for BaselineMode::recorded: a video, picture or STEM.measures.csv
  std::string action_unit_map = "default";  ///< a map that the program ships, or a file
  OverlayMode overlay = OverlayMode::none;
  std::vector<std::string> overlay_units;  ///< codes such as AU01 of those that an overlay shows; empty: all
  bool report = false;
  int threads = 1;                                   ///< busy threads within a clip, at least 1; never changes a result
  std::vector<std::filesystem::path> model_folders;  ///< empty: the program's own
  std::optional<std::filesystem::path> model_cache_folder;  ///< nothing: compiled models are not kept
};

/// The user's own cache folder for compiled models; nothing where none can be written.
std::optional<std::filesystem::path> default_model_cache_folder();

/// What was made of one clip.
struct ClipReport {
  std::filesystem::path openface_csv;
  std::filesystem::path measures_csv;
  std::filesystem::path sidecar;
  std::optional<std::filesystem::path> overlay;  ///< where one was asked for
  std::optional<std::filesystem::path> report;   ///< where one was asked for
  std::int64_t frames = 0;
  std::int64_t frames_with_face = 0;
  int faces = 0;
  std::string verdict;               ///< good, weak or no-face
  std::vector<std::string> reasons;  ///< why a clip is weak
};

/// How far a clip has come. Where an overlay or a report is made, each frame counts twice: once measured, once drawn.
struct ClipProgress {
  std::int64_t frames_done = 0;
  std::optional<std::int64_t> frames_stated;  ///< by the container, or from its stated length
};

/// What a caller can hear and say while a clip is measured.
struct ClipHooks {
  std::function<void(const ClipProgress&)> progress;  ///< called after each frame; may be empty
  std::stop_token stopping;
};

/// A neutral recording as a provenance names it.
struct NeutralFacts {
  std::int64_t frames = 0;  ///< in which the face was seen
  std::string sha256;       ///< of the recording
};

struct MeasuringTools;

/// Measures clips with the models loaded once, from any number of threads at a time.
class Measurer {
 public:
  /// Loads the models, the action unit map and the neutral recording. Fails with missing_model, wrong_checksum,
  /// unusable_model, invalid_option, missing_file or invalid_document (the map), or as read_neutral() does.
  static base::Result<Measurer> create(const MeasureOptions& options, const std::stop_token& stopping = {});

  /// A measurer that counts from a recording of the person at rest and shares this one's models: its results are those
  /// of one that create() makes for the recording. Fails with invalid_option (an engine that knows no recorded neutral)
  /// or as read_neutral() does.
  [[nodiscard]] base::Result<Measurer> with_neutral(const std::filesystem::path& recording,
                                                    const std::stop_token& stopping) const;

  /// The same with another number of busy threads within a clip.
  [[nodiscard]] Measurer with_threads(int threads) const;

  Measurer(Measurer&&) noexcept;
  Measurer& operator=(Measurer&&) noexcept;
  ~Measurer();

  /// What the sidecar of an input of this checksum would state as its provenance.
  [[nodiscard]] document::Value provenance(const std::string& input_sha256) const;
  /// The same under this recording as the baseline, which need not be read for it.
  [[nodiscard]] document::Value provenance(const std::string& input_sha256, const NeutralFacts& neutral) const;
  /// The recording that this measurer counts from, where it is one.
  [[nodiscard]] std::optional<NeutralFacts> neutral() const;

  /// What an earlier run made of the clip, if all its files are there and measuring again would write the same: its
  /// sidecar names this input, these options and these models. Pictures count when these options ask for them.
  [[nodiscard]] std::optional<ClipReport> finished(const ClipTask& task) const;

  /// Writes the clip's files, each written aside and renamed when whole, the sidecar last. On any error none of them is
  /// left new or half. A clip without a face is a result. Fails with the errors of media::VideoReader,
  /// output_unwritable, disk_full or interrupted.
  base::Result<ClipReport> measure(const ClipTask& task, const ClipHooks& hooks) const;

 private:
  class Impl;
  static base::Result<Measurer> with(const MeasureOptions& options, std::shared_ptr<const MeasuringTools> tools,
                                     const std::stop_token& stopping);
  explicit Measurer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace kizashi::pipeline
