// SPDX-License-Identifier: Apache-2.0
#include "kizashi/infer/model.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <cstdlib>
#include <functional>
#include <map>
#include <mutex>
#include <openvino/openvino.hpp>
#include <sstream>
#include <system_error>
#include <utility>

#include "kizashi/base/check.h"
#include "kizashi/infer/model_cache.h"

namespace kizashi::infer {

namespace {

/// A compiled model that runs in the thread that asks. The runtime lets several sessions share one only by handing
/// their work to threads of its own, which then get in each other's way, so each session at work has a copy to itself.
struct Copy {
  ov::CompiledModel compiled;
  ov::InferRequest request;
};

/// Makes another copy of a model.
using CopyMaker = std::function<ov::CompiledModel()>;

/// A compiled model as bytes, from which copies are made.
using CompiledBytes = std::shared_ptr<const std::string>;

}  // namespace

class Model::Impl {
 public:
  Impl(const ov::CompiledModel& compiled, CopyMaker make_copy) : make_copy_(std::move(make_copy)) {
    give_back(copy_of(compiled));
    for (const auto& output : compiled.outputs()) {
      output_shapes_.emplace_back(output.get_shape().begin(), output.get_shape().end());
    }
  }

  Copy take() {
    {
      const std::scoped_lock lock(mutex_);
      if (!idle_.empty()) {
        Copy copy = std::move(idle_.back());
        idle_.pop_back();
        return copy;
      }
    }
    return copy_of(make_copy_());
  }

  void give_back(Copy copy) {
    const std::scoped_lock lock(mutex_);
    idle_.push_back(std::move(copy));
  }

  [[nodiscard]] const std::vector<Shape>& output_shapes() const { return output_shapes_; }

 private:
  static Copy copy_of(ov::CompiledModel compiled) {
    ov::InferRequest request = compiled.create_infer_request();
    return {std::move(compiled), std::move(request)};
  }

  CopyMaker make_copy_;
  std::vector<Shape> output_shapes_;
  std::mutex mutex_;
  std::vector<Copy> idle_;
};

class Session::Impl {
 public:
  explicit Impl(std::shared_ptr<Model::Impl> model) : model_(std::move(model)), copy_(model_->take()) {}
  ~Impl() { model_->give_back(std::move(copy_)); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  [[nodiscard]] ov::InferRequest& request() { return copy_.request; }

 private:
  std::shared_ptr<Model::Impl> model_;
  Copy copy_;
};

Session::Session(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;
Session::~Session() = default;

std::span<float> Session::input(std::size_t input_idx) {
  ov::Tensor tensor = impl_->request().get_input_tensor(input_idx);
  return {tensor.data<float>(), tensor.get_size()};
}

void Session::run() { impl_->request().infer(); }

std::span<const float> Session::output(std::size_t output_idx) const {
  const ov::Tensor tensor = impl_->request().get_output_tensor(output_idx);
  return {tensor.data<const float>(), tensor.get_size()};
}

Model::Model(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}
Model::Model(Model&&) noexcept = default;
Model& Model::operator=(Model&&) noexcept = default;
Model::~Model() = default;

Session Model::make_session() const { return Session(std::make_unique<Session::Impl>(impl_)); }

std::vector<Shape> Model::output_shapes() const { return impl_->output_shapes(); }

class Runtime::Impl {
 public:
  explicit Impl(const RuntimeOptions& options) {
    if (options.cache_folder) cache_.emplace(*options.cache_folder);
  }

  struct Compiled {
    ov::CompiledModel model;
    CompiledBytes bytes;
  };

  /// From the cache where it is there, which spares most of the time; compiled otherwise, and kept.
  Compiled compile(const VerifiedFile& file, std::span<const Shape> input_shapes) const {
    const std::string key = key_of(file, input_shapes);
    if (auto cached = find(key)) return *std::move(cached);
    const auto network = core_.read_model(file.path.string());
    network->reshape(partial_shapes(input_shapes));
    ov::CompiledModel compiled = core_.compile_model(network, "CPU", cpu_options());
    std::ostringstream stream;
    compiled.export_model(stream);
    const auto bytes = std::make_shared<const std::string>(std::move(stream).str());
    if (cache_) cache_->keep(key, *bytes);
    return {std::move(compiled), bytes};
  }

  [[nodiscard]] ov::CompiledModel compiled_from(const std::string& bytes) const {
    std::istringstream stream(bytes);
    return core_.import_model(stream, "CPU", cpu_options());
  }

 private:
  /// Everything that a compiled model depends on: its bytes, its shapes, the runtime and the processor.
  std::string key_of(const VerifiedFile& file, std::span<const Shape> input_shapes) const {
    std::string key = fmt::format("{} {} {}", file.sha256, ov::get_openvino_version().buildNumber,
                                  core_.get_property("CPU", ov::device::full_name));
    for (const Shape& shape : input_shapes) key += fmt::format(" {}", fmt::join(shape, "x"));
    return key;
  }

  std::optional<Compiled> find(const std::string& key) const {
    auto bytes = cache_ ? cache_->find(key) : std::nullopt;
    if (!bytes) return std::nullopt;
    try {
      ov::CompiledModel model = compiled_from(*bytes);
      return Compiled{std::move(model), std::make_shared<const std::string>(*std::move(bytes))};
    } catch (const std::exception&) {
      return std::nullopt;  // of a runtime that writes another format under the same version
    }
  }

  static std::map<std::size_t, ov::PartialShape> partial_shapes(std::span<const Shape> input_shapes) {
    std::map<std::size_t, ov::PartialShape> shapes;
    for (std::size_t idx = 0; idx < input_shapes.size(); ++idx) {
      shapes[idx] = ov::Shape(input_shapes[idx].begin(), input_shapes[idx].end());
    }
    return shapes;
  }

  [[nodiscard]] static ov::AnyMap cpu_options() {
    // CPUs with AMX default to bfloat16; the reference values are float32. One thread an inference: more hardly help,
    // and with one stream it is the caller's own.
    return {ov::hint::inference_precision(ov::element::f32), ov::inference_num_threads(1), ov::num_streams(1),
            ov::hint::enable_cpu_pinning(false)};
  }

  std::optional<ModelCache> cache_;
  mutable ov::Core core_;
};

Runtime::Runtime(const RuntimeOptions& options) : impl_(std::make_shared<Impl>(options)) {}
Runtime::~Runtime() = default;

base::Result<Model> Runtime::compile(const VerifiedFile& file, const Shape& input_shape) const {
  return compile(file, std::span(&input_shape, 1));
}

base::Result<Model> Runtime::compile(const VerifiedFile& file, std::span<const Shape> input_shapes) const {
  try {
    auto compiled = impl_->compile(file, input_shapes);
    const auto make_copy = [runtime = impl_, bytes = compiled.bytes] { return runtime->compiled_from(*bytes); };
    return Model(std::make_shared<Model::Impl>(compiled.model, make_copy));
  } catch (const std::exception& failure) {
    return base::Error{base::ErrorCode::unusable_model,
                       fmt::format("{}: the inference runtime refuses it: {}", file.path.string(), failure.what())};
  }
}

std::optional<std::filesystem::path> user_cache_folder() {
  std::filesystem::path folder;
  if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && *cache != '\0') {
    folder = cache;
  } else if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0') {
    folder = std::filesystem::path(home) / ".cache";
  } else {
    return std::nullopt;
  }
  folder /= "kizashi";
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure || access(folder.c_str(), W_OK) != 0) return std::nullopt;
  return folder;
}

}  // namespace kizashi::infer
