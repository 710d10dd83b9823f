<?php
// As much of WordPress as embed/wordpress needs; prints the page that the plugin makes.
// php wordpress.php SERVER LOCALE WHERE: WHERE is `all` or `shortcode`.

define('ABSPATH', '/');
[, $server, $locale, $where] = $argv;
$actions = [];
$scripts = [];

function get_option($name, $default) {
    global $server, $where;
    return ['server' => $server, 'country' => 'BE', 'exit' => 'https://example.org/"><b>', 'pages' => $where];
}
function add_action($name, $act, $priority = 10) { global $actions; $actions[$name][] = $act; }
function add_shortcode($name, $act) { global $shortcode; $shortcode = $act; }
function wp_enqueue_script_module($id, $src) { global $scripts; $scripts[$id] = $src; }
function get_locale() { global $locale; return $locale; }
function esc_attr($text) { return htmlspecialchars($text, ENT_QUOTES); }
function esc_html($text) { return htmlspecialchars($text, ENT_QUOTES); }
function esc_url($url) { return esc_attr($url); }
function esc_url_raw($url, $protocols) { return str_starts_with($url, 'https://') ? $url : ''; }
function untrailingslashit($text) { return rtrim($text, '/'); }
function run($name) { global $actions; foreach ($actions[$name] ?? [] as $act) { $act(); } }

require __DIR__ . '/../../../embed/wordpress/luciole/luciole.php';

run('wp_enqueue_scripts');
$content = $where === 'shortcode' ? $shortcode() : '';
echo "<!doctype html><html lang=\"fr\"><head><title>WordPress</title>";
// A block theme makes the content first, then prints what was asked for in the head.
foreach ($scripts as $src) { echo '<script type="module" src="' . esc_attr($src) . '"></script>'; }
echo "</head><body><main><h1>WordPress</h1>$content</main>";
run('wp_footer');
echo '</body></html>';
fwrite(STDERR, json_encode(luciole_clean(['server' => 'javascript:alert(1)', 'country' => '<b>', 'exit' => 'http://x', 'pages' => 'x'])));
