"""The list of algorithms: one that is added is a file of its own, imported and listed here."""

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..model.files import RESOURCES
from ..sources.trust import use_decisions
from .integrated_maps.chain_report import ChainReportAlgorithm
from .integrated_maps.check_disclosure import CheckDisclosureAlgorithm
from .integrated_maps.compare_bundles import CompareBundlesAlgorithm
from .integrated_maps.export_atlas import ExportAtlasAlgorithm
from .integrated_maps.export_map import ExportMapAlgorithm
from .integrated_maps.export_web_map import ExportWebMapAlgorithm
from .integrated_maps.first_map import FirstMapAlgorithm
from .integrated_maps.integrated_map import IntegratedMapAlgorithm
from .integrated_maps.repeat_bundle import RepeatBundleAlgorithm
from .smart_collaboration.map_coalitions import MapCoalitionsAlgorithm
from .smart_data.add_record import AddRecordAlgorithm
from .smart_data.assess_quality import AssessQualityAlgorithm
from .smart_data.check_services import CheckServicesAlgorithm
from .smart_data.create_demo_city import CreateDemoCityAlgorithm
from .smart_data.estimate_population import EstimatePopulationAlgorithm
from .smart_data.export_catalogue import ExportCatalogueAlgorithm
from .smart_data.harvest_catalogue import HarvestCatalogueAlgorithm
from .smart_data.load_layers import LoadLayersAlgorithm
from .smart_data.make_publishable import MakePublishableAlgorithm
from .smart_data.match_registers import MatchRegistersAlgorithm
from .smart_data.publish_layer import PublishLayerAlgorithm
from .smart_data.raster_to_units import RasterToUnitsAlgorithm
from .smart_data.repair_project import RepairProjectAlgorithm
from .smart_data.restore_version import RestoreVersionAlgorithm
from .smart_data.sync_store import SyncStoreAlgorithm
from .smart_data.withdraw_version import WithdrawVersionAlgorithm
from .smart_organising.recluster_bbc import ReclusterBbcAlgorithm
from .smart_planning.aggregate_to_units import AggregateToUnitsAlgorithm
from .smart_planning.allocate_envelope import AllocateEnvelopeAlgorithm
from .smart_planning.challenge_clusters import ChallengeClustersAlgorithm
from .smart_planning.challenge_index import ChallengeIndexAlgorithm
from .smart_planning.challenge_sensitivity import ChallengeSensitivityAlgorithm
from .smart_planning.compare_clusters import CompareClustersAlgorithm
from .smart_planning.compare_scenarios import CompareScenariosAlgorithm
from .smart_planning.facility_access import FacilityAccessAlgorithm
from .smart_planning.find_shared_sites import FindSharedSitesAlgorithm
from .smart_planning.multi_use_hours import MultiUseHoursAlgorithm
from .smart_planning.overlay_clusters import OverlayClustersAlgorithm
from .smart_planning.overlay_layers import OverlayLayersAlgorithm
from .smart_planning.project_demand import ProjectDemandAlgorithm
from .smart_planning.travel_times import TravelTimesAlgorithm

ALGORITHMS = (
    AddRecordAlgorithm,
    AssessQualityAlgorithm,
    CheckServicesAlgorithm,
    CreateDemoCityAlgorithm,
    EstimatePopulationAlgorithm,
    ExportCatalogueAlgorithm,
    HarvestCatalogueAlgorithm,
    LoadLayersAlgorithm,
    MakePublishableAlgorithm,
    MatchRegistersAlgorithm,
    PublishLayerAlgorithm,
    RasterToUnitsAlgorithm,
    RepairProjectAlgorithm,
    RestoreVersionAlgorithm,
    WithdrawVersionAlgorithm,
    SyncStoreAlgorithm,
    AggregateToUnitsAlgorithm,
    AllocateEnvelopeAlgorithm,
    ChallengeClustersAlgorithm,
    ChallengeIndexAlgorithm,
    ChallengeSensitivityAlgorithm,
    CompareClustersAlgorithm,
    CompareScenariosAlgorithm,
    FacilityAccessAlgorithm,
    FindSharedSitesAlgorithm,
    MultiUseHoursAlgorithm,
    OverlayClustersAlgorithm,
    OverlayLayersAlgorithm,
    ProjectDemandAlgorithm,
    TravelTimesAlgorithm,
    MapCoalitionsAlgorithm,
    ReclusterBbcAlgorithm,
    FirstMapAlgorithm,
    ChainReportAlgorithm,
    ExportMapAlgorithm,
    ExportAtlasAlgorithm,
    ExportWebMapAlgorithm,
    IntegratedMapAlgorithm,
    RepeatBundleAlgorithm,
    CompareBundlesAlgorithm,
    CheckDisclosureAlgorithm,
)


class OpgavenkaartProvider(QgsProcessingProvider):
    """The provider ``opgavenkaart``."""

    def __init__(self) -> None:
        super().__init__()
        use_decisions()

    def id(self) -> str:
        return "opgavenkaart"

    def name(self) -> str:
        return "Opgavenkaart"

    def icon(self) -> QIcon:
        return QIcon(str(RESOURCES / "icons" / "opgavenkaart.svg"))

    def loadAlgorithms(self) -> None:
        for algorithm in ALGORITHMS:
            self.addAlgorithm(algorithm())
