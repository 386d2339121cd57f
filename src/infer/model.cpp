// SPDX-License-Identifier: Apache-2.0
#include "kizashi/infer/model.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <map>
#include <openvino/openvino.hpp>
#include <system_error>
#include <utility>

#include "kizashi/base/check.h"

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
    if (options.cache_folder) core_.set_property(ov::cache_dir(options.cache_folder->string()));
  }

  [[nodiscard]] ov::AnyMap cpu_options() const {
    // CPUs with AMX default to bfloat16; the reference values are float32. One thread an inference: more hardly help.
    return {ov::hint::inference_precision(ov::element::f32), ov::inference_num_threads(options_.workers),
            ov::num_streams(options_.workers), ov::hint::enable_cpu_pinning(false)};
  }

  RuntimeOptions options_;
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
    const auto network = impl_->core_.read_model(file.path.string());
    std::map<std::size_t, ov::PartialShape> shapes;
    for (std::size_t idx = 0; idx < input_shapes.size(); ++idx) {
      shapes[idx] = ov::Shape(input_shapes[idx].begin(), input_shapes[idx].end());
    }
    network->reshape(shapes);
    return Model(std::make_unique<Model::Impl>(impl_->core_.compile_model(network, "CPU", impl_->cpu_options())));
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
