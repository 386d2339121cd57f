// SPDX-License-Identifier: Apache-2.0
#include "kizashi/infer/model.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <cstdlib>
#include <map>
#include <openvino/openvino.hpp>
#include <sstream>
#include <system_error>
#include <utility>

#include "kizashi/base/check.h"
#include "kizashi/infer/model_cache.h"

namespace kizashi::infer {

class Session::Impl {
 public:
  explicit Impl(ov::InferRequest request) : request_(std::move(request)) {}
  ov::InferRequest request_;
};

Session::Session(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;
Session::~Session() = default;

std::span<float> Session::input(std::size_t input_idx) {
  ov::Tensor tensor = impl_->request_.get_input_tensor(input_idx);
  return {tensor.data<float>(), tensor.get_size()};
}

void Session::run() { impl_->request_.infer(); }

std::span<const float> Session::output(std::size_t output_idx) const {
  const ov::Tensor tensor = impl_->request_.get_output_tensor(output_idx);
  return {tensor.data<const float>(), tensor.get_size()};
}

class Model::Impl {
 public:
  explicit Impl(ov::CompiledModel compiled) : compiled_(std::move(compiled)) {}
  // Making a request is not const in the runtime's interface but may be called from any thread.
  mutable ov::CompiledModel compiled_;
};

Model::Model(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Model::Model(Model&&) noexcept = default;
Model& Model::operator=(Model&&) noexcept = default;
Model::~Model() = default;

Session Model::make_session() const {
  return Session(std::make_unique<Session::Impl>(impl_->compiled_.create_infer_request()));
}

std::vector<Shape> Model::output_shapes() const {
  std::vector<Shape> shapes;
  for (const auto& output : impl_->compiled_.outputs()) {
    const ov::Shape& shape = output.get_shape();
    shapes.emplace_back(shape.begin(), shape.end());
  }
  return shapes;
}

class Runtime::Impl {
 public:
  explicit Impl(const RuntimeOptions& options) : options_(options) {
    if (options.cache_folder) cache_.emplace(*options.cache_folder);
  }

  /// From the cache where it is there, which spares most of the time; compiled otherwise, and kept.
  ov::CompiledModel compile(const VerifiedFile& file, std::span<const Shape> input_shapes) const {
    const std::string key = key_of(file, input_shapes);
    if (auto cached = find(key)) return *std::move(cached);
    const auto network = core_.read_model(file.path.string());
    network->reshape(partial_shapes(input_shapes));
    ov::CompiledModel compiled = core_.compile_model(network, "CPU", cpu_options());
    if (cache_) {
      std::ostringstream bytes;
      compiled.export_model(bytes);
      cache_->keep(key, bytes.view());
    }
    return compiled;
  }

 private:
  /// Everything that a compiled model depends on: its bytes, its shapes, the runtime and the processor. How many work
  /// with it at once is said anew at each start.
  std::string key_of(const VerifiedFile& file, std::span<const Shape> input_shapes) const {
    std::string key = fmt::format("{} {} {}", file.sha256, ov::get_openvino_version().buildNumber,
                                  core_.get_property("CPU", ov::device::full_name));
    for (const Shape& shape : input_shapes) key += fmt::format(" {}", fmt::join(shape, "x"));
    return key;
  }

  std::optional<ov::CompiledModel> find(const std::string& key) const {
    const auto bytes = cache_ ? cache_->find(key) : std::nullopt;
    if (!bytes) return std::nullopt;
    try {
      std::istringstream stream(*bytes);
      return core_.import_model(stream, "CPU", cpu_options());
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

  [[nodiscard]] ov::AnyMap cpu_options() const {
    // CPUs with AMX default to bfloat16; the reference values are float32. One thread an inference: more hardly help.
    return {ov::hint::inference_precision(ov::element::f32), ov::inference_num_threads(options_.workers),
            ov::num_streams(options_.workers), ov::hint::enable_cpu_pinning(false)};
  }

  RuntimeOptions options_;
  std::optional<ModelCache> cache_;
  mutable ov::Core core_;
};

Runtime::Runtime(const RuntimeOptions& options) : impl_(std::make_unique<Impl>(options)) {
  KIZASHI_CHECK(options.workers >= 1, "somebody must do the work");
}
Runtime::~Runtime() = default;

base::Result<Model> Runtime::compile(const VerifiedFile& file, const Shape& input_shape) const {
  return compile(file, std::span(&input_shape, 1));
}

base::Result<Model> Runtime::compile(const VerifiedFile& file, std::span<const Shape> input_shapes) const {
  try {
    return Model(std::make_unique<Model::Impl>(impl_->compile(file, input_shapes)));
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
