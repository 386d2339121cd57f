// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/App.hpp>
#include <cstddef>
#include <optional>
#include <string>

#include "kizashi/base/result.h"
#include "kizashi/pipeline/batch.h"
#include "kizashi/pipeline/measurer.h"

namespace kizashi::cli {

/// Which engine a command measures with, as it was given.
struct EngineArguments {
  std::string engine = "mesh";
  std::string openface_models;
  std::string landmarks = "clnf";
};

/// Adds --engine, --models and --landmarks. The arguments must outlive the parsing; likewise below.
void add_engine_options(CLI::App& command, EngineArguments& arguments);
/// Whether they fit each other. Fails with invalid_option.
base::Status check(const EngineArguments& arguments);
/// Fills in the engine, and where compiled models are kept.
void choose_engine(const EngineArguments& arguments, pipeline::MeasureOptions& options);

/// How the cores are shared out, as it was given.
struct ParallelArguments {
  std::optional<int> jobs;
  std::optional<int> threads;
};

/// Adds --jobs and --threads.
void add_parallel_options(CLI::App& command, ParallelArguments& arguments);

/// The cores that this process may use: taskset and container limits on CPUs count.
int cores_at_hand();

}  // namespace kizashi::cli
