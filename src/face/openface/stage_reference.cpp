// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/stage_reference.h"

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <opencv2/imgproc.hpp>
#include <stdexcept>

#include "kizashi/face/openface/model_folder.h"
#include "kizashi/media/video_reader.h"

namespace kizashi::face::openface {

namespace {

namespace fs = std::filesystem;

fs::path shared_data() {
  if (const char* folder = std::getenv("KIZASHI_SHARED")) return fs::path(folder) / "data";
  const char* source = std::getenv("KIZASHI_SOURCE_DIR");
  return fs::path(source == nullptr ? "." : source) / ".." / "shared" / "data";
}

fs::path clip_path(const std::string& clip) {
  for (const auto& entry : fs::directory_iterator(shared_data() / "videos")) {
    if (entry.path().stem() == clip) return entry.path();
  }
  throw std::runtime_error("no clip " + clip);
}

std::vector<cv::Mat> decoded_frames(const fs::path& path, int count) {
  media::VideoReaderOptions options;
  options.colours = media::Colours::as_opencv;
  auto source = media::open_file(path);
  if (!source.ok()) throw std::runtime_error(source.error().message);
  auto reader = media::VideoReader::open(*std::move(source), options);
  if (!reader.ok()) throw std::runtime_error(reader.error().message);
  std::vector<cv::Mat> frames;
  while (static_cast<int>(frames.size()) < count) {
    auto frame = reader->next();
    if (!frame.ok() || !*frame) throw std::runtime_error("a clip is shorter than its reference");
    frames.push_back((*frame)->rgb);
  }
  return frames;
}

/// CRC-32 of IEEE 802.3, as zlib computes it.
std::uint32_t crc32(const cv::Mat& picture) {
  std::uint32_t crc = 0xFFFFFFFFU;
  const auto* bytes = picture.ptr<std::uint8_t>();
  for (std::size_t i = 0; i < picture.total() * picture.elemSize(); ++i) {
    crc ^= bytes[i];
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  return ~crc;
}

/// What stands between two quotes or brackets after a key of a .npy header.
std::string header_value(const std::string& header, const std::string& key, char open, char close) {
  const auto from = header.find(open, header.find(key) + key.size() + 1) + 1;
  return header.substr(from, header.find(close, from) - from);
}

template <typename T>
std::vector<double> numbers_in(const std::string& bytes, std::size_t offset) {
  std::vector<double> values;
  for (; offset + sizeof(T) <= bytes.size(); offset += sizeof(T)) {
    T value;
    std::memcpy(&value, bytes.data() + offset, sizeof(T));
    values.push_back(static_cast<double>(value));
  }
  return values;
}

NumpyArray parse_npy(const std::string& bytes) {
  constexpr std::size_t preamble = 10;  // magic, version 1.0 and the header's length in two bytes
  const std::size_t header_size =
      static_cast<std::uint8_t>(bytes.at(8)) + 256U * static_cast<std::uint8_t>(bytes.at(9));
  const std::string header = bytes.substr(preamble, header_size);
  NumpyArray array;
  const std::string shape = header_value(header, "'shape'", '(', ')');
  for (const char* at = shape.c_str(); *at != '\0';) {
    char* end = nullptr;
    const long size = std::strtol(at, &end, 10);
    if (end == at) break;
    array.shape.push_back(static_cast<int>(size));
    at = *end == ',' ? end + 1 : end;
  }
  const std::string type = header_value(header, "'descr'", '\'', '\'');
  const std::size_t begin = preamble + header_size;
  array.values = type == "<f4" ? numbers_in<float>(bytes, begin) : numbers_in<double>(bytes, begin);
  return array;
}

const document::Value& value_at(const document::Value& root, const std::string& path) {
  const document::Value* value = &root;
  std::size_t from = 0;
  while (from <= path.size() && value != nullptr) {
    const std::size_t to = std::min(path.find('.', from), path.size());
    const std::string name = path.substr(from, to - from);
    const document::Items* items = value->as_items();
    value = items != nullptr ? &items->at(std::stoul(name)) : value->find(name);
    from = to + 1;
  }
  if (value == nullptr) throw std::runtime_error("no reference value " + path);
  return *value;
}

Eigen::VectorXd vector_of(const document::Value& value) {
  const document::Items& items = *value.as_items();
  Eigen::VectorXd result(static_cast<Eigen::Index>(items.size()));
  for (std::size_t i = 0; i < items.size(); ++i) result[static_cast<Eigen::Index>(i)] = items[i].as_number().value();
  return result;
}

}  // namespace

std::optional<StageReference> StageReference::open(const std::string& clip, int frame_number) {
  StageReference reference;
  char name[16];
  std::snprintf(name, sizeof(name), "f%04d", frame_number);
  reference.folder_ = shared_data() / "openface-reference" / "stages" / clip / name;
  if (!fs::exists(reference.folder_ / "stages.json")) return std::nullopt;
  auto stages = document::read_file((reference.folder_ / "stages.json").string());
  if (!stages.ok()) throw std::runtime_error(stages.error().message);
  reference.clip_ = clip;
  reference.frame_number_ = frame_number;
  reference.stages_ = *std::move(stages);
  return reference;
}

double StageReference::number(const std::string& path) const { return value_at(stages_, path).as_number().value(); }

Eigen::VectorXd StageReference::numbers(const std::string& path) const { return vector_of(value_at(stages_, path)); }

Eigen::MatrixXd StageReference::rows(const std::string& path) const {
  const document::Items& items = *value_at(stages_, path).as_items();
  Eigen::MatrixXd result;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Eigen::VectorXd row = vector_of(items[i]);
    if (i == 0) result.resize(static_cast<Eigen::Index>(items.size()), row.size());
    result.row(static_cast<Eigen::Index>(i)) = row.transpose();
  }
  return result;
}

Points2 StageReference::points(const std::string& path) const { return rows(path).cast<float>(); }

std::size_t StageReference::size(const std::string& path) const { return value_at(stages_, path).as_items()->size(); }

bool StageReference::has(const std::string& path) const {
  try {
    return !value_at(stages_, path).is_null();
  } catch (const std::runtime_error&) {
    return false;
  }
}

ShapeParameters StageReference::parameters(const std::string& global_path, const std::string& local_path) const {
  const Eigen::VectorXf global = numbers(global_path).cast<float>();
  return {{global[0], global.segment<3>(1), global.tail<2>()}, numbers(local_path).cast<float>()};
}

NumpyArray StageReference::array(const std::string& name) const {
  std::ifstream file(folder_ / (name + ".npy"), std::ios::binary);
  if (!file) throw std::runtime_error("no reference array " + name);
  return parse_npy({std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()});
}

cv::Mat StageReference::picture(const std::string& name) const {
  return decoded_frames(folder_ / (name + ".png"), 1).front();
}

cv::Mat StageReference::frame_rgb() const {
  static std::map<std::string, cv::Mat> known;
  cv::Mat& rgb = known[clip_ + std::to_string(frame_number_)];
  if (rgb.empty()) rgb = decoded_frames(clip_path(clip_), frame_number_).back();
  cv::Mat bgr;
  cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
  if (crc32(bgr) != static_cast<std::uint32_t>(number("crc32_bgr"))) {
    throw std::runtime_error("the decoded frame differs from the reference's");
  }
  return rgb;
}

cv::Mat StageReference::frame_gray() const {
  cv::Mat gray;
  cv::cvtColor(frame_rgb(), gray, cv::COLOR_RGB2GRAY);
  return gray;
}

std::vector<StageFrame> stage_frames() {
  return {{"lp_d3", 1},      {"lp_d3", 2},       {"lp_d3", 3},      {"lp_d3", 50},    {"lp_d3", 200},
          {"st_aoc", 1},     {"st_aoc", 2},      {"st_aoc", 100},   {"pf_pexels", 1}, {"pf_pexels", 2},
          {"pf_pexels", 99}, {"pf_pexels", 100}, {"pf_pexels", 150}};
}

std::vector<cv::Mat> clip_frames(const std::string& clip, int count) { return decoded_frames(clip_path(clip), count); }

std::shared_ptr<const Models> shared_models() {
  static const std::shared_ptr<const Models> models = [] {
    const fs::path folder = shared_data() / "openface-models";
    if (!fs::exists(folder)) return std::shared_ptr<const Models>();
    auto loaded = load_model_folder(folder);
    if (!loaded.ok()) throw std::runtime_error(loaded.error().message);
    return *std::move(loaded);
  }();
  return models;
}

}  // namespace kizashi::face::openface
