// SPDX-License-Identifier: Apache-2.0
#include "kizashi/cli/measure_options.h"

#include <sched.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <thread>

namespace kizashi::cli {

namespace {

pipeline::EngineChoice engine_of(const EngineArguments& arguments) {
  using pipeline::EngineChoice;
  if (arguments.engine == "mesh") return EngineChoice::mesh;
  return arguments.landmarks == "mesh" ? EngineChoice::openface_on_mesh : EngineChoice::openface;
}

}  // namespace

void add_engine_options(CLI::App& command, EngineArguments& arguments) {
  command
      .add_option("--engine", arguments.engine,
                  "mesh: this program's own; openface: OpenFace 2.2 with CLNF landmarks, from your copy of its models")
      ->check(CLI::IsMember({"mesh", "openface"}).description(""))
      ->type_name("mesh|openface")
      ->default_str("mesh");
  command
      .add_option("--models", arguments.openface_models,
                  "Folder of OpenFace's models, for --engine openface (research use only, from its authors)")
      ->type_name("DIR");
  command
      .add_option("--landmarks", arguments.landmarks,
                  "For --engine openface: clnf, OpenFace's own; mesh, those of this program, which give other numbers")
      ->check(CLI::IsMember({"clnf", "mesh"}).description(""))
      ->type_name("clnf|mesh")
      ->default_str("clnf");
}

base::Status check(const EngineArguments& arguments) {
  if (arguments.engine != "mesh" || (arguments.landmarks == "clnf" && arguments.openface_models.empty())) return {};
  return base::Error{base::ErrorCode::invalid_option, "--models and --landmarks belong to --engine openface"};
}

void choose_engine(const EngineArguments& arguments, pipeline::MeasureOptions& options) {
  options.engine_choice = engine_of(arguments);
  options.openface_models = arguments.openface_models;
  options.model_cache_folder = pipeline::default_model_cache_folder();
}

void add_parallel_options(CLI::App& command, ParallelArguments& arguments) {
  command
      .add_option("--jobs", arguments.jobs,
                  "Clips at once; never changes a result (default: as many as there are clips and cores)")
      ->check(CLI::Range(1, 256))
      ->type_name("N");
  command
      .add_option("--threads", arguments.threads,
                  "Threads within a clip; never changes a result (default: cores / jobs)")
      ->check(CLI::Range(1, 256))
      ->type_name("N");
}

int cores_at_hand() {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof(set), &set) == 0) return std::max(1, CPU_COUNT(&set));
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace kizashi::cli
