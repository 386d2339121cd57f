// SPDX-License-Identifier: Apache-2.0
#include "kizashi/pipeline/drawing_points.h"

#include <string_view>

namespace kizashi::pipeline {

namespace {

/// What stands before the points of a face. The file is read by the process that wrote it, so numbers are as in memory.
struct Heading {
  std::int64_t frame_number = 0;
  std::int32_t face_id = 0;
  std::uint32_t points = 0;
};
static_assert(sizeof(Heading) == 16 && sizeof(Eigen::Vector2f) == 8, "no gaps between the numbers");

std::string_view bytes_of(const void* first, std::size_t size) { return {static_cast<const char*>(first), size}; }

}  // namespace

base::Result<DrawingPointsFile> DrawingPointsFile::create(const std::filesystem::path& output_folder,
                                                          const std::string& stem) {
  auto file = base::AtomicFile::create(output_folder / (stem + ".raw.points"));
  if (!file.ok()) return file.error();
  return DrawingPointsFile(*std::move(file));
}

base::Status DrawingPointsFile::add(const observation::FrameObservation& frame) {
  for (const observation::FaceObservation& face : frame.faces) {
    const auto& points_px = face.drawing_points_px;
    const Heading heading{frame.frame_idx + 1, face.face_id, static_cast<std::uint32_t>(points_px.size())};
    if (auto status = file_.write(bytes_of(&heading, sizeof(heading))); !status.ok()) return status;
    const auto points = bytes_of(points_px.data(), points_px.size() * sizeof(Eigen::Vector2f));
    if (auto status = file_.write(points); !status.ok()) return status;
  }
  return {};
}

base::Result<DrawingPointsReader> DrawingPointsReader::open(const std::filesystem::path& path) {
  std::unique_ptr<std::FILE, Closer> file(std::fopen(path.c_str(), "rb"));
  if (!file) return base::Error{base::ErrorCode::unreadable_file, path.string() + ": cannot be read"};
  return DrawingPointsReader(std::move(file), path.string());
}

base::Result<std::vector<Eigen::Vector2f>> DrawingPointsReader::next(std::int64_t frame_number, int face_id) {
  const base::Error unreadable{base::ErrorCode::unreadable_file, name_ + ": its points cannot be read again"};
  Heading heading;
  if (std::fread(&heading, sizeof(heading), 1, file_.get()) != 1) return unreadable;
  if (heading.frame_number != frame_number || heading.face_id != face_id) return unreadable;
  std::vector<Eigen::Vector2f> points_px(heading.points);
  if (std::fread(points_px.data(), sizeof(Eigen::Vector2f), points_px.size(), file_.get()) != points_px.size()) {
    return unreadable;
  }
  return points_px;
}

}  // namespace kizashi::pipeline
