# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# packages.sh - which Debian packages are needed, and how they are installed when missing. Sourced by contrib/try and contrib/test.
# No function here prints on stdout but packages_missing.
# shellcheck disable=SC2034  # the lists are read by those who source this
packages_build="gcc make autoconf automake pkg-config gettext libncurses-dev libpq-dev libconfig-dev libssl-dev libzip-dev libexpat1-dev libxlsxwriter-dev
  libpango1.0-dev fonts-noto-cjk postgresql-15"
packages_test="clang check libvterm-dev postgresql-15-pgtap libtap-parser-sourcehandler-pgtap-perl openssh-server openssh-client
  tmux pmccabe shellcheck qpdf poppler-utils unzip"
packages_long="valgrind debootstrap"
packages_office="libreoffice-calc-nogui"
packages_printer="cups"

# packages_missing NAME...: those of the names that are not installed.
packages_missing() {
    for p in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$p" 2>/dev/null)" = installed ] || printf '%s ' "$p"
    done
}

# packages_install NAME...: 0 when all are there afterwards; 69 when an administrator is needed.
packages_install() {
    as_root=
    if [ "$(id -u)" != 0 ]; then
        if command -v sudo >/dev/null; then as_root=sudo
        else
            echo "ask an administrator to run: apt-get install --no-install-recommends $*" >&2
            return 69
        fi
    fi
    # Debian would make and start a cluster of its own; ours is private. Must be there before the package comes.
    if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
        $as_root mkdir -p /etc/postgresql-common/createcluster.d
        echo 'create_main_cluster = false' | $as_root tee /etc/postgresql-common/createcluster.d/laobing.conf >/dev/null
    fi
    apt="$as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3"
    # An outdated list of another archive must not stop us: what counts is whether the packages come.
    $apt update || echo "apt-get update complained; going on" >&2
    $apt -y --no-install-recommends install "$@"
}
