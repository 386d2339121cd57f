// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "kizashi/face/engine.h"
#include "kizashi/face/mesh/detector.h"

namespace kizashi::face::mesh {

/// Whether the picture is searched for faces: for one subject when it is not there; for everybody when somebody was
/// just lost, every second frame while somebody known is missing, and every eighth frame for newcomers.
bool must_search(FacesWanted wanted, std::int64_t frame_idx, const TrackState& earlier, std::size_t found);

/// Whether the others in the picture are counted: every eighth frame where one subject is followed. Where everybody is
/// followed, their number is known.
bool must_count_others(FacesWanted wanted, std::int64_t frame_idx);

/// The tracks that were seen in the frame the state stands for or a few before it; the others are only remembered.
std::vector<Track> seen_tracks(const TrackState& state);

/// Detections that lie on none of the faces already found.
std::vector<FaceRegion> newcomers(const std::vector<Detection>& detections, const std::vector<FoundFace>& found);

/// Of several regions the subject's: the one nearest to where the subject was last, if it is near; else the largest.
std::optional<FaceRegion> subject_among(const std::vector<FaceRegion>& regions, const TrackState& earlier);

}  // namespace kizashi::face::mesh
