// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/infer/model_store.h"

namespace kizashi::infer {

/// Sizes of a tensor, outermost first.
using Shape = std::vector<std::size_t>;

struct RuntimeOptions {
  int workers = 1;  ///< sessions that will run at the same time; each inference uses one thread
  std::optional<std::filesystem::path> cache_folder;  ///< where compiled models are kept; nothing keeps none
};

/// One worker's use of a model: buffers of its own, so that sessions of one model run side by side.
class Session {
 public:
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;
  ~Session();

  /// An input's buffer, to be filled before run(), which leaves it as it is; float32, row-major.
  std::span<float> input(std::size_t input_idx = 0);
  void run();
  /// An output's values after run(), valid until the next run().
  [[nodiscard]] std::span<const float> output(std::size_t output_idx) const;

 private:
  friend class Model;
  class Impl;
  explicit Session(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// A compiled model.
class Model {
 public:
  Model(Model&&) noexcept;
  Model& operator=(Model&&) noexcept;
  ~Model();

  [[nodiscard]] Session make_session() const;
  [[nodiscard]] std::vector<Shape> output_shapes() const;

 private:
  friend class Runtime;
  class Impl;
  explicit Model(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// The inference runtime (OpenVINO, CPU, float32). Output is equal to the byte from run to run and for any number of
/// workers.
class Runtime {
 public:
  explicit Runtime(const RuntimeOptions& options);
  ~Runtime();
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;

  /// Reads and compiles a model for one input of a fixed shape. A model with a dynamic batch throws or corrupts memory
  /// unless its shape is fixed first, so the shape is not optional. Fails with unusable_model.
  [[nodiscard]] base::Result<Model> compile(const VerifiedFile& file, const Shape& input_shape) const;
  /// The same for a model of several inputs, with the shape of each in the model's order.
  [[nodiscard]] base::Result<Model> compile(const VerifiedFile& file, std::span<const Shape> input_shapes) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// `$XDG_CACHE_HOME/kizashi` or `~/.cache/kizashi`, made if need be; nothing where neither can be written.
std::optional<std::filesystem::path> user_cache_folder();

}  // namespace kizashi::infer
