// SPDX-License-Identifier: Apache-2.0
#include "kizashi/face/openface/model_files/detector_model_files.h"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "kizashi/face/openface/model_files/damaged_file.h"
#include "kizashi/face/openface/model_files/index_file.h"
#include "kizashi/face/openface/model_files/network_file.h"

namespace kizashi::face::openface {

namespace {

const std::string detector_list = "model/mtcnn_detector/MTCNN_detector.txt";

struct ListedNetwork {
  std::string_view module;
  DetectorNetwork which;
};

base::Result<Network> read_listed(ModelFiles& files, const std::vector<IndexEntry>& entries, ListedNetwork wanted) {
  for (const IndexEntry& entry : entries) {
    if (entry.module != wanted.module) continue;
    const std::string name = name_beside(detector_list, entry.path);
    const auto bytes = files.read(name);
    if (!bytes.ok()) return bytes.error();
    return parse_detector_network(*bytes, files.shown(name), wanted.which);
  }
  return damaged_file(files.shown(detector_list), fmt::format("it names no {}", wanted.module));
}

}  // namespace

base::Result<DetectorModel> read_detector(ModelFiles& files) {
  const auto text = files.read(detector_list);
  if (!text.ok()) return text.error();
  const auto entries = parse_index(*text, files.shown(detector_list));
  if (!entries.ok()) return entries.error();
  auto proposal = read_listed(files, *entries, {"PNet", DetectorNetwork::proposal});
  if (!proposal.ok()) return proposal.error();
  auto refinement = read_listed(files, *entries, {"RNet", DetectorNetwork::refinement});
  if (!refinement.ok()) return refinement.error();
  auto output = read_listed(files, *entries, {"ONet", DetectorNetwork::output});
  if (!output.ok()) return output.error();
  return DetectorModel{*std::move(proposal), *std::move(refinement), *std::move(output)};
}

}  // namespace kizashi::face::openface
