// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/face_following.h"

#include <utility>

namespace kizashi::face::openface {

namespace {

/// A followed face is detected anew in the first failed frame and in every second one after it; where there is none to
/// follow, in the first frame and in every twelfth.
bool detection_is_due(const FollowedFace& face) {
  constexpr int frames_between_detections = 2;
  constexpr int frames_between_first_detections = 12;
  if (face.is_initialised) return !face.was_found && (face.frames_since_found + 1) % frames_between_detections == 0;
  return (face.frames_since_found + 1) % frames_between_first_detections == 0;
}

void follow(const FollowedFace& before, FaceSearch& search, FrameFit& frame) {
  JudgedFit followed = search.follow(before.fit.face, before.was_found ? SearchRange::near : SearchRange::far);
  frame.after.fit = std::move(followed.fit);
  frame.after.was_found = followed.is_valid;
  frame.after.frames_since_found = followed.is_valid ? 0 : before.frames_since_found + 1;
}

void detect(FaceSearch& search, FrameFit& frame) {
  std::optional<JudgedFit> detected = search.detect();
  if (!detected) return;
  FollowedFace& after = frame.after;
  if (!after.is_initialised || detected->is_valid) {
    after.fit = std::move(detected->fit);
    after.was_found = detected->is_valid;
    after.frames_since_found = 0;
    // Reported as a success whatever the validator says: only a face's first frame gets here without its consent.
    frame.is_success = true;
    after.is_initialised = true;
    return;
  }
  // As OpenFace does, the rejected fit leaves its parts and its confidence, and of the followed one the whole face.
  after.fit.parts = std::move(detected->fit.parts);
  after.fit.confidence = detected->fit.confidence;
}

}  // namespace

FrameFit look_at_frame(const FollowedFace& before, FaceSearch& search) {
  constexpr int most_failures = 100;
  FrameFit frame;
  frame.after = before;
  frame.after.was_found = false;
  if (before.is_initialised) follow(before, search, frame);
  frame.is_success = frame.after.was_found;
  const bool is_due = detection_is_due(frame.after);
  if (!before.is_initialised) ++frame.after.frames_since_found;
  if (is_due) detect(search, frame);
  frame.is_validated = frame.after.was_found;
  if (frame.after.frames_since_found > most_failures) frame.after.is_initialised = false;
  return frame;
}

}  // namespace kizashi::face::openface
