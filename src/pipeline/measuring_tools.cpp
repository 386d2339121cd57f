// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/measuring_tools.h"

#include <utility>

#include "kizashi/face/mesh/mesh_engine.h"
#include "kizashi/face/openface/model_folder.h"
#include "kizashi/face/openface/openface_engine.h"
#include "kizashi/infer/model.h"
#include "kizashi/infer/model_store.h"
#include "kizashi/media/picture_threads.h"
#include "kizashi/pipeline/load_action_unit_map.h"

namespace kizashi::pipeline {

namespace {

base::Result<std::unique_ptr<face::Engine>> make_engine(const MeasureOptions& options,
                                                        const face::EngineOptions& engine_options,
                                                        const infer::Runtime& runtime, const infer::ModelStore& store) {
  if (options.engine_choice == EngineChoice::mesh) {
    return face::mesh::make_mesh_engine(runtime, store, engine_options);
  }
  auto models = face::openface::load_model_folder(options.openface_models);
  if (!models.ok()) return models.error();
  if (options.engine_choice == EngineChoice::openface) {
    return face::openface::make_openface_engine(*std::move(models), engine_options);
  }
  face::EngineOptions landmark_options = engine_options;
  landmark_options.leave_out_evidence = true;
  auto mesh = face::mesh::make_mesh_engine(runtime, store, landmark_options);
  if (!mesh.ok()) return mesh.error();
  return face::openface::make_openface_engine_on(*std::move(mesh), *std::move(models));
}

}  // namespace

base::Result<std::shared_ptr<const MeasuringTools>> load_measuring_tools(const MeasureOptions& options) {
  const auto folders = options.model_folders.empty() ? infer::default_model_folders() : options.model_folders;
  const infer::ModelStore store(infer::built_in_manifest(), folders);
  media::use_one_thread_for_each_picture();
  const infer::Runtime runtime({options.model_cache_folder});
  face::EngineOptions engine_options = options.engine;
  engine_options.keep_drawing_points = options.overlay != OverlayMode::none;
  auto engine = make_engine(options, engine_options, runtime, store);
  if (!engine.ok()) return engine.error();
  auto voice_detector = speech::VoiceDetector::create(runtime, store);
  if (!voice_detector.ok()) return voice_detector.error();
  std::optional<series::ActionUnitMap> map;
  if (options.engine_choice == EngineChoice::mesh) {
    auto loaded = load_action_unit_map(options.action_unit_map, (*engine)->evidence_columns());
    if (!loaded.ok()) return loaded.error();
    map = *std::move(loaded);
  }
  auto error = series::parse_measurement_error(series::built_in_measurement_error(), "measurement error");
  if (!error.ok()) return error.error();
  return std::make_shared<const MeasuringTools>(
      MeasuringTools{*std::move(engine), *std::move(voice_detector), std::move(map), *std::move(error)});
}

}  // namespace kizashi::pipeline
