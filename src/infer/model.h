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
  std::optional<std::filesystem::path> cache_folder;  ///< where compiled models are kept; nothing keeps none
};

/// One worker's use of a model: everything of its own, so that sessions of one model run side by side, each in the
/// thread that calls run(). May outlive its model.
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

  /// From any thread. As many sessions as there were at once before cost next to nothing; each more is made anew from
  /// the compiled model.
  [[nodiscard]] Session make_session() const;
  [[nodiscard]] std::vector<Shape> output_shapes() const;

 private:
  friend class Runtime;
  friend class Session;
  class Impl;
  explicit Model(std::shared_ptr<Impl> impl);
  std::shared_ptr<Impl> impl_;  ///< sessions keep it
};

/// The inference runtime (OpenVINO, CPU, float32). Output is equal to the byte from run to run and for any number of
/// sessions.
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
  std::shared_ptr<Impl> impl_;  ///< models keep it
};

/// `$XDG_CACHE_HOME/kizashi` or `~/.cache/kizashi`, made if need be; nothing where neither can be written.
std::optional<std::filesystem::path> user_cache_folder();

}  // namespace kizashi::infer
