#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image: it installs Trysquare as it was where the bundle was made.
set -euo pipefail
source=${TRYSQUARE_ROOT:-/autograder}/source
home=/opt/trysquare
export DEBIAN_FRONTEND=noninteractive PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore

# bubblewrap and libseccomp2 are the sandbox, setpriv (util-linux) what is used where the container allows no sandbox.
apt-get update
apt-get install -y --no-install-recommends bubblewrap ca-certificates libseccomp2 python3 python3-venv util-linux

# Python 3.11 or newer: Ubuntu 24.04 has it. On an older image, uv fetches one.
if python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  python3 -m venv "$home"
else
  python3 -m venv /opt/uv
  /opt/uv/bin/pip install uv
  UV_PYTHON_INSTALL_DIR=/opt/python /opt/uv/bin/uv venv --seed --python 3.12 "$home"
fi

# torch for the CPU comes from PyTorch's own index: PyPI's build for Linux brings gigabytes for GPUs that are not there.
torch=$(grep '^torch==' "$source/constraints.txt")
"$home/bin/pip" install --no-deps --index-url https://download.pytorch.org/whl/cpu "$torch"
"$home/bin/pip" install -c "$source/constraints.txt" "$source"/trysquare-*.whl

# Where there is no sandbox, submissions run as another user, who must not read the answers.
packages=$("$home/bin/python" -I -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
while read -r folder; do
  chmod -R go= "$packages/$folder"
done <"$source/answers.txt"
chmod -R go= "$source"

"$home/bin/trysquare" list >/dev/null
