// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kizashi/base/result.h"
#include "kizashi/face/openface/models.h"
#include "kizashi/observation/action_unit.h"

namespace kizashi::face::openface {

/// One line of a file that lists other files: what is listed, its path relative to the list, what else is said of it.
struct IndexEntry {
  int line = 1;
  std::string module;
  std::string path;
  std::vector<std::string> arguments;
};

/// Lines of words: `MODULE path [argument...]`. Refuses paths that lead out of the list's folder.
base::Result<std::vector<IndexEntry>> parse_index(std::string_view text, const std::string& file);

struct ListedPredictor {
  std::string path;
  observation::ActionUnit unit;
};

/// Lines such as `svr_combined/AU_1.dat AU01`.
base::Result<std::vector<ListedPredictor>> parse_predictor_list(std::string_view text, const std::string& file);

/// What the line of a part says beside the path: its name, then the face's and the part's landmarks in pairs.
struct ListedPart {
  std::string name;
  std::vector<PartModel::SharedPoint> shared_points;
};
base::Result<ListedPart> parse_part(const IndexEntry& entry, const std::string& file, int part_point_count);

}  // namespace kizashi::face::openface
