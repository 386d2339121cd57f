// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/mesh/region_search.h"

#include <algorithm>

namespace kizashi::face::mesh {

namespace {
constexpr float same_face_overlap = 0.3F;
constexpr std::int64_t still_near_frames = 4;  ///< a face moves little in so many frames
constexpr std::int64_t search_block_frames = 4;
constexpr std::int64_t frames_between_counts = 8;
}  // namespace

bool must_search(FacesWanted wanted, std::int64_t frame_idx, const TrackState& earlier, std::size_t found) {
  if (wanted == FacesWanted::largest || found == 0) return found == 0;
  if (found < seen_tracks(earlier).size()) return true;
  const auto people = static_cast<std::size_t>(std::count_if(
      earlier.tracks.begin(), earlier.tracks.end(), [](const Track& track) { return track.face_id.has_value(); }));
  const bool somebody_missing = found < people;
  return frame_idx / search_block_frames % (somebody_missing ? 2 : 8) == 0;
}

bool must_count_others(FacesWanted wanted, std::int64_t frame_idx) {
  return wanted == FacesWanted::largest && frame_idx % frames_between_counts == 0;
}

std::vector<Track> seen_tracks(const TrackState& state) {
  std::vector<Track> seen;
  for (const Track& track : state.tracks) {
    if (state.frame_idx - track.last_seen_frame_idx < still_near_frames) seen.push_back(track);
  }
  return seen;
}

std::vector<FaceRegion> newcomers(const std::vector<Detection>& detections, const std::vector<FoundFace>& found) {
  std::vector<FaceRegion> regions;
  for (const Detection& detection : detections) {
    const FaceRegion region = region_of(detection);
    const bool known = std::any_of(found.begin(), found.end(), [&](const FoundFace& face) {
      return overlap(face.region, region) > same_face_overlap;
    });
    if (!known) regions.push_back(region);
  }
  return regions;
}

std::optional<FaceRegion> subject_among(const std::vector<FaceRegion>& regions, const TrackState& earlier) {
  if (regions.empty()) return std::nullopt;
  if (!earlier.tracks.empty()) {
    const FaceRegion& last = earlier.tracks.front().region;
    const auto nearest =
        std::max_element(regions.begin(), regions.end(),
                         [&](const FaceRegion& a, const FaceRegion& b) { return overlap(a, last) < overlap(b, last); });
    if (overlap(*nearest, last) > 0.0F) return *nearest;
  }
  return *std::max_element(regions.begin(), regions.end(),
                           [](const FaceRegion& a, const FaceRegion& b) { return a.size_px < b.size_px; });
}

}  // namespace kizashi::face::mesh
